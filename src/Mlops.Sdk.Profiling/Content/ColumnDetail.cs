using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All of one column, folded away until it is asked for. Of a wide table those that have the most to say.</summary>
internal static class ColumnDetail
{
    private const int Most = 200, Examples = 5;
    private const double LeastShare = 0.005;

    private static readonly double[] s_probabilities = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        if (profile.Columns.Length == 0) return;
        ILookup<string?, Finding> findings = profile.Findings.ToLookup(finding => finding.Column, StringComparer.Ordinal);
        HashSet<string> shown = [.. profile.Columns.OrderByDescending(column => column.Role == ColumnRole.Label).ThenByDescending(column => Weight(findings[column.Name])).Take(Most).Select(column => column.Name)];
        report.DetailSection("Columns in detail");
        if (shown.Count < profile.Columns.Length)
            report.Text(FormattableString.Invariant($"The label and the {shown.Count - 1:N0} of {profile.Columns.Length:N0} columns with most findings; the table above has all, and the JSON form everything about each."));
        foreach (ColumnProfile column in profile.Columns.Where(column => shown.Contains(column.Name))) report.Add(Group(column, profile, findings[column.Name]));
    }

    private static int Weight(IEnumerable<Finding> findings) => findings.Sum(finding => 1 + (3 * (int)finding.Severity));

    private static ReportGroup Group(ColumnProfile column, ProfileReport profile, IEnumerable<Finding> findings)
    {
        string[] words = [ColumnWords.TypeAndRole(column), $"{ReportNumber.Percent(column.MissingShare, 3)} missing", .. findings.Select(finding => finding.Title ?? finding.Code).Distinct(StringComparer.Ordinal)];
        return new ReportGroup(column.Name, [new ReportRow(Blocks(column, profile.Target, profile.Weights?[column.Name]))], string.Join(" · ", words)) { Anchor = column.Name };
    }

    private static IEnumerable<ReportBlock> Blocks(ColumnProfile column, TargetProfile? target, WeightedColumn? weighted)
    {
        HistogramChart? chart = ColumnCharts.Draw(column);
        if (chart is not null) yield return new ReportFigure(chart);
        else if (Top(column, weighted) is { } top) yield return top;
        yield return new ReportFacts(Facts(column).Select(fact => new ReportFact(fact.Name, fact.Value)));
        if (column.HasNumbers && column.Type != ColumnType.Flag) yield return Quantiles(column);
        if (ColumnFactRows.Extremes(column) is { } extremes) yield return extremes;
        foreach (ReportBlock time in ColumnFactRows.Time(column)) yield return time;
        if (chart is not null && column.Type != ColumnType.Number && column.Mode() is var (_, _, share) && share >= LeastShare && Top(column, weighted) is { } values) yield return values;
        if (TargetContent.Bins(target, column.Name) is { } bins) yield return bins;
    }

    private static IEnumerable<(string Name, ReportCell Value)> Facts(ColumnProfile column)
    {
        yield return ("Missing", FormattableString.Invariant($"{column.Missing:N0} of {column.Rows:N0}"));
        yield return ("Distinct", ColumnWords.Distinct(column));
        if (column.Earliest is not null)
        {
            yield return ("From", ColumnWords.Least(column));
            yield return ("To", ColumnWords.Greatest(column));
        }

        if (column.Summary.TextLengths is { Count: > 0 } lengths)
        {
            yield return ("Shortest", (long)lengths.Min);
            yield return ("Mean length", lengths.Mean);
            yield return ("Longest", (long)lengths.Max);
        }

        foreach ((string name, ReportCell value) in ColumnFactRows.Of(column)) yield return (name, value);
        foreach (ColumnMetricValue metric in column.Metrics) yield return (ColumnWords.Short(metric.Title), ColumnWords.Of(metric));
        if (!column.HasNumbers) yield break;
        yield return ("Sum", column.Sum);
        yield return ("Mean", column.Mean);
        yield return ("Standard deviation", column.StandardDeviation);
        if (column.Type == ColumnType.Flag) yield break;
        if (column.CoefficientOfVariation is { } variation) yield return ("Coefficient of variation", variation);
        yield return ("Skewness", column.Skewness);
        yield return ("Excess kurtosis", column.Kurtosis);
        yield return ("Zero", column.Zeros);
        yield return ("Below zero", column.Summary.NegativeCount);
        if (column.Infinite > 0) yield return ("Infinite", column.Infinite);
        if (column.Summary.NaNCount > 0) yield return ("NaN", column.Summary.NaNCount);
    }

    private static ReportFacts Quantiles(ColumnProfile column) => new(
        s_probabilities.Select(p => new ReportFact(p switch { 0 => "Least", 0.5 => "Median", 1 => "Greatest", _ => p.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal) }, column.Quantile(p)))
            .Concat(ColumnFactRows.Spread(column).Select(fact => new ReportFact(fact.Name, fact.Value)))
            .Concat(column.QuantileRankBound > 0 ? [new ReportFact("Rank within", ReportCell.Percent(column.QuantileRankBound))] : []));

    private static ReportTable? Top(ColumnProfile column, WeightedColumn? weighted)
    {
        (string Value, long Count)[] top = [.. column.Top];
        if (top.Length == 0) return null;
        double most = top.Max(entry => entry.Count);
        if (most <= 1) return new ReportTable([ReportColumn.Text("for example")], top.Take(Examples).Select(entry => (ReportCell[])[ColumnWords.Value(entry.Value)]));
        return new ReportTable(
            [ReportColumn.Text("most frequent"), ReportColumn.Number("rows"), ReportColumn.Number("share", ReportNumberFormat.Percent), .. weighted is null ? (ReportColumn[])[] : [ReportColumn.Number("weight"), ReportColumn.Number("of the weight", ReportNumberFormat.Percent)]],
            top.Select(entry => (ReportCell[])[ColumnWords.Value(entry.Value), entry.Count, ReportCell.Bar(Math.Round((double)entry.Count / column.Present, 4), entry.Count / most, ReportNumberFormat.Percent), .. WeightContent.Of(weighted, entry.Value)]),
            note: column.Distinct > top.Length ? FormattableString.Invariant($"{column.Distinct - top.Length:N0} more values.") : null);
    }
}

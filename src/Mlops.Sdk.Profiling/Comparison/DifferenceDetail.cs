using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All of one column on both sides, folded away until it is asked for; the most different ones.</summary>
internal static class DifferenceDetail
{
    private const int Most = 200;

    private static readonly double[] s_probabilities = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];

    public static void Add(ReportBuilder report, ProfileComparison comparison)
    {
        if (comparison.Columns.Length == 0) return;
        ILookup<string?, Finding> findings = comparison.Findings.ToLookup(finding => finding.Column, StringComparer.Ordinal);
        ColumnDifference[] shown = [.. comparison.Columns.OrderByDescending(column => findings.Contains(column.Name)).Take(Most)];
        report.DetailSection("Columns in detail");
        if (shown.Length < comparison.Columns.Length)
            report.Text(FormattableString.Invariant($"The {shown.Length:N0} of {comparison.Columns.Length:N0} columns with findings and the greatest differences; the table above has all, and the JSON form everything about each."));
        foreach (ColumnDifference column in shown) report.Add(Group(column, comparison.Options, findings[column.Name]));
    }

    private static ReportGroup Group(ColumnDifference column, ProfileComparisonOptions options, IEnumerable<Finding> findings)
    {
        string[] titles = [.. findings.Select(finding => finding.Title ?? finding.Code).Distinct(StringComparer.Ordinal)];
        string type = ColumnWords.Of((column.After ?? column.Before)!.Type), note = string.Join(" · ", [type, .. titles.DefaultIfEmpty(column.Difference > 0 ? "below the thresholds" : "no more than chance")]);
        ReportBlock[] upper = [.. Upper(column, options)], lower = [.. Lower(column, options)];
        return new ReportGroup(column.Name, lower.Length == 0 ? [new ReportRow(upper)] : [new ReportRow(upper), new ReportRow(lower)], note) { Anchor = column.Name };
    }

    private static IEnumerable<ReportBlock> Upper(ColumnDifference column, ProfileComparisonOptions options)
    {
        Chart? chart = DifferenceCharts.Draw(column, options);
        if (chart is not null) yield return new ReportFigure(chart);
        yield return Measures("measure", Rows(column.Before, column.After), options);
    }

    private static IEnumerable<ReportBlock> Lower(ColumnDifference column, ProfileComparisonOptions options)
    {
        if (column.Before is not null && column.After is not null && column.Values.Length > 0) yield return Values(column, options);
        else if (column.Before?.IsRealNumber() == true || column.After?.IsRealNumber() == true) yield return Measures("quantile", Quantiles(column.Before, column.After), options);
        if (column.Distance is { } distance) yield return Distances(distance);
    }

    private static ReportTable Measures(string name, IEnumerable<(string Name, ReportCell Before, ReportCell After, ReportCell Change)> rows, ProfileComparisonOptions options) => new(
        [ReportColumn.Text(name), ReportColumn.Number(ColumnWords.Short(options.BeforeName)), ReportColumn.Number(ColumnWords.Short(options.AfterName)), ReportColumn.Number("change")],
        rows.Where(row => !row.Before.IsEmpty || !row.After.IsEmpty).Select(row => (ReportCell[])[row.Name, row.Before, row.After, row.Change]));

    private static IEnumerable<(string Name, ReportCell Before, ReportCell After, ReportCell Change)> Rows(ColumnProfile? before, ColumnProfile? after)
    {
        yield return ("type", before is null ? ReportCell.Empty : ColumnWords.TypeAndRole(before), after is null ? ReportCell.Empty : ColumnWords.TypeAndRole(after), ReportCell.Empty);
        yield return ("rows with a value", before?.Present, after?.Present, Relative(before?.Present, after?.Present));
        yield return Row("missing", before?.MissingShare, after?.MissingShare, ReportNumberFormat.Percent);
        yield return ("distinct", before is null ? ReportCell.Empty : ColumnWords.Distinct(before), after is null ? ReportCell.Empty : ColumnWords.Distinct(after), Relative(before?.Distinct, after?.Distinct));
        if (before?.Text?.Type is not (null or SemanticType.Text) || after?.Text?.Type is not (null or SemanticType.Text))
        {
            yield return ("meaning", before?.Text?.Type.ToString(), after?.Text?.Type.ToString(), ReportCell.Empty);
            yield return ("fit it", ReportCell.Percent(Finite(before?.Text?.TypeShare)), ReportCell.Percent(Finite(after?.Text?.TypeShare)), ReportCell.Empty);
        }

        yield return Row("mean length", Finite(before?.Summary.TextLengths.Mean), Finite(after?.Summary.TextLengths.Mean));
        if (before?.Earliest is not null || after?.Earliest is not null)
        {
            yield return ("from", Of(before, ColumnWords.Least), Of(after, ColumnWords.Least), ReportCell.Empty);
            yield return ("to", Of(before, ColumnWords.Greatest), Of(after, ColumnWords.Greatest), ReportCell.Empty);
        }

        foreach (ColumnMetricValue metric in before?.Metrics ?? after?.Metrics ?? [])
            yield return Row(ColumnWords.Short(metric.Title), before?.Metric(metric.Name), after?.Metric(metric.Name), metric.Format);
        if (before is not { HasNumbers: true } && after is not { HasNumbers: true }) yield break;
        yield return Row("mean", before?.Mean, after?.Mean);
        yield return Row("standard deviation", before?.StandardDeviation, after?.StandardDeviation);
        yield return Row("median absolute deviation", before?.MedianAbsoluteDeviation, after?.MedianAbsoluteDeviation);
        yield return Row("sum", before?.Sum, after?.Sum);
        if (before?.Type == ColumnType.Flag || after?.Type == ColumnType.Flag) yield break;
        yield return Row("zero", Share(before, before?.Zeros), Share(after, after?.Zeros), ReportNumberFormat.Percent);
        yield return Row("below zero", Share(before, before?.Summary.NegativeCount), Share(after, after?.Summary.NegativeCount), ReportNumberFormat.Percent);
    }

    private static IEnumerable<(string Name, ReportCell Before, ReportCell After, ReportCell Change)> Quantiles(ColumnProfile? before, ColumnProfile? after)
    {
        foreach (double p in s_probabilities)
            yield return Row(p switch { 0 => "least", 0.5 => "median", 1 => "greatest", _ => p.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal) }, before?.Quantile(p), after?.Quantile(p));
    }

    private static (string Name, ReportCell Before, ReportCell After, ReportCell Change) Row(string name, double? before, double? after, ReportNumberFormat format = ReportNumberFormat.General) =>
        (name, ReportCell.Of(before, format), ReportCell.Of(after, format), before is { } old && after is { } now && double.IsFinite(now - old) ? ReportCell.Of(now - old, format) : ReportCell.Empty);

    private static ReportCell Of(ColumnProfile? column, Func<ColumnProfile, ReportCell> value) => column is null ? ReportCell.Empty : value(column);

    private static ReportCell Relative(double? before, double? after) => before is > 0 && after is not null ? ReportCell.Percent((after - before) / before) : ReportCell.Empty;

    private static double? Share(ColumnProfile? column, long? count) => column is { Present: > 0 } ? (double?)count / column.Present : null;

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static ReportTable Values(ColumnDifference column, ProfileComparisonOptions options) => new(
        [ReportColumn.Text("value"), ReportColumn.Number(ColumnWords.Short(options.BeforeName)), ReportColumn.Number(ColumnWords.Short(options.AfterName)), ReportColumn.Number("change of share", ReportNumberFormat.Percent)],
        column.Values.Select(value => (ReportCell[])[value.Value, value.Before, value.After, Finite(Math.Round(value.AfterShare - value.BeforeShare, 4))]),
        note: Math.Max(column.Before!.Distinct, column.After!.Distinct) > column.Values.Length ? "The most frequent values of either side." : null);

    private static ReportFacts Distances(DistributionDistance distance) => new(
    [
        .. distance.KolmogorovSmirnov is { } statistic ? (ReportFact[])[new ReportFact("Kolmogorov-Smirnov", Within(Math.Round(statistic, 4), distance.SketchBound)), new ReportFact("p-value", PValue(distance.KolmogorovSmirnovPValue))] : [new ReportFact("total variation", Finite(distance.Distance))],
        new ReportFact("chance and sketches make", Finite(distance.Noise)),
        new ReportFact("L-infinity", Finite(distance.LInfinity)), new ReportFact("PSI", Within(distance.StabilityIndex, distance.StabilityIndexBound)), new ReportFact(FormattableString.Invariant($"chi-square, {distance.ChiSquareDegreesOfFreedom:N0} degrees of freedom"), Within(distance.ChiSquare, distance.ChiSquareBound)), new ReportFact("its p-value", PValue(distance.ChiSquarePValue)), new ReportFact("Jensen-Shannon", Finite(distance.JensenShannon)), new ReportFact("Hellinger", Finite(distance.Hellinger)),
    ]);

    private static ReportCell Within(double value, double bound) => bound > 0 && double.IsFinite(value) ? $"{ReportNumber.Format(value)} ± {ReportNumber.Format(bound, digits: 2)}" : Finite(value);

    private static ReportCell PValue(double? value) => value is < 1e-4 ? "below 0.0001" : Finite(value) is { } number ? Math.Round(number, 4) : ReportCell.Empty;
}

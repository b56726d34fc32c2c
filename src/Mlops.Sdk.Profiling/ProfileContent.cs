using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pages of a profile: a table of all columns, what goes together, then each column.</summary>
internal static class ProfileContent
{
    private const int MostPictured = 200;
    private const int MostInHeatMap = 30;

    public static ReportContent Build(ProfileReport profile)
    {
        var report = new ReportBuilder(profile.Title, FormattableString.Invariant($"{profile.RowCount:N0} rows, {profile.Columns.Length:N0} columns"));
        report.Section("Columns").Table(
            [
                ReportColumn.Text("column"), ReportColumn.Text("type"), ReportColumn.Number("missing", ReportNumberFormat.Percent), ReportColumn.Number("distinct"), ReportColumn.Number("mean"),
                ReportColumn.Number("std"), ReportColumn.Number("min"), ReportColumn.Number("median"), ReportColumn.Number("max"), ReportColumn.Text("most frequent"),
            ],
            profile.Columns.Select(Row));
        AddMissing(report, profile);
        AddCorrelations(report, profile);
        foreach (ColumnProfile column in profile.Columns.Take(MostPictured)) AddColumn(report, column);
        return report.Build();
    }

    private static IReadOnlyList<ReportCell> Row(ColumnProfile column) =>
    [
        column.Name, column.Role == ColumnRole.Feature ? column.Type.ToString() : $"{column.Type} ({column.Role})",
        ReportCell.Bar(column.MissingShare, column.MissingShare, ReportNumberFormat.Percent), Math.Round(column.Distinct), column.Mean, column.StandardDeviation, column.Min, column.Quantile(0.5), column.Max,
        column.Top is [var (value, _), ..] ? Short(value) : ReportCell.Empty,
    ];

    private static void AddMissing(ReportBuilder report, ProfileReport profile)
    {
        ColumnProfile[] missing = [.. profile.Columns.Where(column => column.Missing > 0).OrderByDescending(column => column.Missing).Take(40)];
        if (missing.Length > 0)
            report.Section("Missing values").Chart(new BarChart("Share of the rows that is missing", missing.Select(column => column.Name), missing.Select(column => column.MissingShare)) { Format = ReportNumberFormat.Percent });
    }

    private static void AddCorrelations(ReportBuilder report, ProfileReport profile)
    {
        string[] names = [.. profile.Correlations.Where(pair => !double.IsNaN(pair.Value)).SelectMany(pair => (string[])[pair.A, pair.B]).Distinct(StringComparer.Ordinal).Take(MostInHeatMap)];
        if (names.Length < 2) return;
        var known = profile.Correlations.SelectMany(pair => (((string, string), double)[])[((pair.A, pair.B), pair.Value), ((pair.B, pair.A), pair.Value)]).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        report.Section("Correlations").Chart(new HeatMapChart("Pearson's correlation", names, names, names.SelectMany(row => names.Select(column => row == column ? 1 : known.GetValueOrDefault((row, column), double.NaN))))
        {
            Scale = HeatMapScale.Diverging, Maximum = 1,
        });
    }

    private static void AddColumn(ReportBuilder report, ColumnProfile column)
    {
        report.Section(column.Name).Facts(
            ("Type", column.Type.ToString()), ("Missing", ReportCell.Percent(column.MissingShare)), ("Distinct", Math.Round(column.Distinct)), ("Skewness", column.Skewness), ("Kurtosis", column.Kurtosis), ("Zeros", column.Zeros),
            ("Infinite", column.Infinite), ("From", column.Earliest?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)), ("To", column.Latest?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        if (column.Histogram() is var (edges, counts)) report.Chart(new HistogramChart(column.Name, edges, counts));
        else if (column.Top is { Length: > 0 } top) report.Chart(new BarChart($"{column.Name}: most frequent values", top.Select(entry => Short(entry.Value)), top.Select(entry => (double)entry.Count)));
        if (!column.HasNumbers) return;
        double[] probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
        report.Table([ReportColumn.Text("quantile"), ReportColumn.Number("value")], probabilities.Select(p => (IReadOnlyList<ReportCell>)[FormattableString.Invariant($"{p:P0}"), column.Quantile(p)]));
    }

    private static string Short(string value) => value.Length > 60 ? value[..60] + "…" : value;
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What is missing: how much, where, and together with what.</summary>
internal static class MissingContent
{
    private const int MostBars = 40, MostInMatrix = 60, MostPairs = 20;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        ColumnProfile[] missing = [.. profile.Columns.Where(column => column.Missing > 0)];
        if (missing.Length == 0) return;
        ColumnProfile[] most = [.. missing.OrderByDescending(column => column.Missing)];
        report.DetailSection("Missing values").Chart(new BarChart("Share of the rows that is missing", most.Take(MostBars).Select(column => column.Name), most.Take(MostBars).Select(column => column.MissingShare))
        {
            Format = ReportNumberFormat.Percent,
            Note = most.Length > MostBars ? FormattableString.Invariant($"{most.Length - MostBars:N0} more columns have fewer missing rows.") : null,
        });
        if (profile.Facts.Missing is not { } rows) return;
        var drawn = most.Take(MostInMatrix).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        AddMatrix(report, profile, rows, [.. Enumerable.Range(0, profile.Columns.Length).Where(i => drawn.Contains(profile.Columns[i].Name))]);
        if (profile.MissingPairs.Length > 0)
            RelationContent.AddMap(report, "Correlation of being missing", profile.MissingPairs.Where(pair => !double.IsNaN(pair.Correlation)).Select(pair => (pair.A, pair.B, pair.Correlation)), HeatMapScale.Diverging, "1: missing in the same rows; below 0: one is there where the other is not.");
        AddPairs(report, profile, rows);
    }

    private static void AddMatrix(ReportBuilder report, ProfileReport profile, MissingRows rows, int[] columns)
    {
        int bands = rows.Bands.Count;
        if (bands < 2) return;
        var shares = new List<double>(bands * columns.Length);
        var labels = new List<string>(bands);
        long start = 1;
        for (int band = 0; band < bands; band++)
        {
            long count = rows.Bands.RowsOf(band);
            labels.Add(FormattableString.Invariant($"{start:N0}"));
            shares.AddRange(columns.Select(column => count == 0 ? 0 : (double)rows.Bands.MissingOf(band, column) / count));
            start += count;
        }

        report.Chart(new HeatMapChart("Where it is missing", labels, columns.Select(i => profile.Columns[i].Name), shares)
        {
            Format = ReportNumberFormat.Percent, Maximum = 1, Note = "Bands of rows from top to bottom, named by their first row; the darker, the larger the share that is missing.",
        });
    }

    private static void AddPairs(ReportBuilder report, ProfileReport profile, MissingRows rows)
    {
        (string A, string B, long Both, double Share)[] pairs = [.. rows.Pairs().Take(MostPairs)];
        if (pairs.Length == 0) return;
        report.Table(
            [ReportColumn.Text("column"), ReportColumn.Text("and"), ReportColumn.Number("rows that lack both"), ReportColumn.Number("of those that lack either", ReportNumberFormat.Percent)],
            pairs.Select(pair => (IReadOnlyList<ReportCell>)[ReportCell.Link(pair.A, pair.A), ReportCell.Link(pair.B, pair.B), pair.Both, ReportCell.Bar(pair.Share, pair.Share, ReportNumberFormat.Percent)]),
            "Missing together");
    }
}

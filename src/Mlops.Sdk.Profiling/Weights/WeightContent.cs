using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Weighted numbers beside the plain ones.</summary>
internal static class WeightContent
{
    private const int MostColumns = 200, MostLevels = 20;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        if (profile.Weights is not { } weights) return;
        report.DetailSection($"Weighted by {ColumnWords.Short(weights.Column)}").Facts(
            ("Rows with a weight", weights.Rows), ("Sum of the weights", weights.TotalWeight), ("Effective rows", Math.Round(weights.EffectiveRows, 1)), ("Design effect", weights.DesignEffect),
            ("Weight 0", weights.ZeroRows), ("Weight not usable", weights.UnusableRows));
        AddNumbers(report, [.. weights.Columns.Where(column => column.Mean is not null)]);
        AddLevels(report, weights);
    }

    /// <summary>What the rows of one value weigh, and that as a share; nothing where rows have no weights, empty cells where it is not known of the value.</summary>
    public static IEnumerable<ReportCell> Of(WeightedColumn? column, string value)
    {
        if (column is null) return [];

        // Two hidden values may have the same mask.
        WeightedValue[] same = [.. column.Top.Where(top => top.Value == value)];
        return same.Length == 1 ? [same[0].Weight, ReportCell.Percent(Math.Round(same[0].Share, 4))] : [ReportCell.Empty, ReportCell.Empty];
    }

    private static void AddNumbers(ReportBuilder report, WeightedColumn[] columns)
    {
        if (columns.Length == 0) return;
        double most = columns.Select(column => Math.Abs(WeightFindings.DistanceOf(column) ?? 0)).Max();
        report.Table(
            [
                ReportColumn.Text("column"), ReportColumn.Number("mean"), ReportColumn.Number("weighted"), ReportColumn.Number("moved by, in std"), ReportColumn.Number("std"), ReportColumn.Number("weighted"),
                ReportColumn.Number("median"), ReportColumn.Number("weighted"), ReportColumn.Number("missing", ReportNumberFormat.Percent), ReportColumn.Number("weighted", ReportNumberFormat.Percent),
            ],
            columns.OrderByDescending(column => Math.Abs(WeightFindings.DistanceOf(column) ?? 0)).Take(MostColumns).Select(column => (ReportCell[])
            [
                ReportCell.Link(column.Name, column.Name), column.Plain.Mean, column.Mean, WeightFindings.DistanceOf(column) is { } shift ? ReportCell.Bar(Math.Round(shift, 3), most > 0 ? Math.Abs(shift) / most : 0) : ReportCell.Empty,
                column.Plain.StandardDeviation, column.StandardDeviation, column.Plain.Quantile(0.5), column.Quantile(0.5), column.Plain.MissingShare, column.MissingShare,
            ]),
            "Numbers, those that weights move most first",
            "Standard deviations are for weights of which only the ratios matter (reliability weights); the JSON form also has those for weights that say how often a row occurred.");
    }

    private static void AddLevels(ReportBuilder report, WeightProfile weights)
    {
        (WeightedColumn Column, string Value, double Plain, double Share)[] moved =
        [
            .. weights.Columns.Where(column => column.Type is ColumnType.Category or ColumnType.Flag or ColumnType.Text or ColumnType.Integer && column.Plain.Present > 0 && !column.Plain.Content.Redactor.Hides(column.Name))
                .SelectMany(column => column.Top.Join(column.Plain.Top, top => top.Value, top => top.Value, (top, plain) => (column, top.Value, (double)plain.Count / column.Plain.Present, top.Share), StringComparer.Ordinal))
                .OrderByDescending(level => Math.Abs(level.Share - level.Item3)).Take(MostLevels),
        ];
        if (moved.Length == 0) return;
        report.Table(
            [ReportColumn.Text("column"), ReportColumn.Text("value"), ReportColumn.Number("share of the rows", ReportNumberFormat.Percent), ReportColumn.Number("of the weight", ReportNumberFormat.Percent), ReportColumn.Number("difference", ReportNumberFormat.Percent)],
            moved.Select(level => (ReportCell[])
            [
                ReportCell.Link(level.Column.Name, level.Column.Name), ColumnWords.Value(level.Value), ReportCell.Bar(Math.Round(level.Plain, 4), level.Plain), ReportCell.Bar(Math.Round(level.Share, 4), level.Share), Math.Round(level.Share - level.Plain, 4),
            ]),
            "Values, those that weights move most first");
    }
}

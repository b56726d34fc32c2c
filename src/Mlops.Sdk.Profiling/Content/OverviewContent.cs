using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The few facts that come first.</summary>
internal static class OverviewContent
{
    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        long cells = profile.Columns.Sum(column => column.Rows), missing = profile.Columns.Sum(column => column.Missing);
        List<(string, ReportCell)> facts =
        [
            ("Rows", profile.RowCount),
            ("Columns", (long)profile.Columns.Length),
            ("Types", Types(profile)),
            ("Missing cells", cells == 0 ? ReportCell.Empty : ReportCell.Percent((double)missing / cells)),
            ("Columns with missing", (long)profile.Columns.Count(column => column.Missing > 0)),
        ];
        if (profile.MemoryBytes is { } memory && profile.RowCount > 0) facts.Add(("In memory", $"{ColumnWords.Bytes(memory)}, {ColumnWords.Bytes((double)memory / profile.RowCount)} a row"));
        if (profile.Duplicates is { } duplicates)
            facts.Add(("Repeated rows", duplicates.Rows.IsExact ? duplicates.Rows.RepeatedRows : FormattableString.Invariant($"{duplicates.Rows.RepeatedRows:N0} ± {duplicates.Rows.RepeatedRowsBound:N0}")));
        if (profile.Facts.Label is { } label) facts.Add(("Label", ColumnWords.Label(label)));
        facts.Add(("Exactness", Exactness(profile)));
        report.Lead([.. facts]);
    }

    private static string Types(ProfileReport profile) => string.Join(", ", profile.Columns.GroupBy(column => column.Type).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
        .Select(group => FormattableString.Invariant($"{group.Count():N0} {ColumnWords.Plural(group.Key, group.Count())}")));

    private static string Exactness(ProfileReport profile)
    {
        double quantiles = profile.Columns.Select(column => column.QuantileRankBound).DefaultIfEmpty().Max();
        double distinct = profile.Columns.Where(column => column.Distinct > 0).Select(column => column.DistinctBound / column.Distinct).DefaultIfEmpty().Max();
        return quantiles == 0 && distinct == 0 ? "all exact" : $"quantiles ±{ReportNumber.Percent(quantiles, 2)} of the rank, distinct ±{ReportNumber.Percent(distinct, 2)}";
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pages of a comparison: the whole, a table of all columns by how different they are, findings that came and went, then each column.</summary>
internal static class ComparisonContent
{
    private const int MostFindings = 100;

    public static ReportContent Build(ProfileComparison comparison)
    {
        ProfileComparisonOptions options = comparison.Options;
        var report = new ReportBuilder(comparison.Title, $"{ColumnWords.Short(options.BeforeName)} → {ColumnWords.Short(options.AfterName)}");
        int different = comparison.Columns.Count(column => column.Difference > 0), told = comparison.Findings.Select(finding => finding.Column).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        report.Lead(
            ("Rows", FormattableString.Invariant($"{comparison.Before.RowCount:N0} → {comparison.After.RowCount:N0}{Change(comparison.Before.RowCount, comparison.After.RowCount)}")),
            ("Columns", Columns(comparison)),
            ("Columns with findings", FormattableString.Invariant($"{told:N0} of {comparison.Columns.Length:N0}")),
            ("Beyond chance", FormattableString.Invariant($"{different:N0} column{(different == 1 ? "" : "s")}")),
            ("Repeated rows", Repeated(comparison)),
            ("Exactness", Exactness(comparison)));
        DifferenceTable.Add(report, comparison);
        AddFindings(report, comparison);
        DifferenceDetail.Add(report, comparison);
        return report.Build();
    }

    public static string Change(double before, double after) => before > 0 && after != before ? $" ({(after > before ? "+" : "−")}{ReportNumber.Percent(Math.Abs(after - before) / before, 2)})" : "";

    private static string Columns(ProfileComparison comparison)
    {
        int gone = comparison.Facts.Gone.Length, added = comparison.Facts.Added.Length;
        string changes = gone + added == 0 ? ", the same" : FormattableString.Invariant($": {gone:N0} gone, {added:N0} added{(comparison.Renamed.Length > 0 ? FormattableString.Invariant($", {comparison.Renamed.Length:N0} of them perhaps renamed") : "")}");
        return FormattableString.Invariant($"{comparison.Before.Columns.Length:N0} → {comparison.After.Columns.Length:N0}{changes}");
    }

    private static ReportCell Repeated(ProfileComparison comparison) => comparison.Before.Duplicates is { } before && comparison.After.Duplicates is { } after
        ? $"{ReportNumber.Percent(before.Rows.RepeatedShare, 2)} → {ReportNumber.Percent(after.Rows.RepeatedShare, 2)}"
        : ReportCell.Empty;

    private static string Exactness(ProfileComparison comparison)
    {
        double sketch = comparison.Columns.Select(column => column.Distance?.SketchBound ?? 0).DefaultIfEmpty().Max();
        return sketch == 0 ? "all exact" : $"distances of numbers ±{ReportNumber.Percent(sketch, 2)}, added to what chance makes";
    }

    private static void AddFindings(ReportBuilder report, ProfileComparison comparison)
    {
        (string Word, Finding Finding)[] all = [.. comparison.AppearedFindings.Select(finding => ("new", finding)), .. comparison.GoneFindings.Select(finding => ("gone", finding))];
        if (all.Length == 0) return;
        report.DetailSection("Findings of the profiles that came and went").Table(
            [ReportColumn.Text("is"), ReportColumn.Text("code"), ReportColumn.Text("severity"), ReportColumn.Text("column"), ReportColumn.Text("what")],
            all.Take(MostFindings).Select(one => (IReadOnlyList<ReportCell>)
            [
                one.Word, one.Finding.Code, ValidationContent.Word(one.Finding.Severity), one.Finding.Column is { } column ? ReportCell.Link(ColumnWords.Short(column), column) : ReportCell.Empty, one.Finding.Message,
            ]),
            note: all.Length > MostFindings ? FormattableString.Invariant($"{all.Length - MostFindings:N0} more are in the JSON form.") : null);
    }
}

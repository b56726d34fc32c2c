using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What goes together: maps while they can be read, the strongest pairs by every measure, what follows from what, and what names a row.</summary>
internal static class RelationContent
{
    private const int MostInMap = 32, MostPairs = 25, MostFacts = 25;

    private static readonly (string Measure, string Name)[] s_measures =
    [
        ("pearson", "Pearson"), ("spearman", "Spearman"), ("kendall", "Kendall"), ("cramers_v", "Cramér's V"), ("correlation_ratio", "correlation ratio"), ("phi_k", "phi_k"), ("mutual_information", "mutual information"),
    ];

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        ColumnPair[] pairs = [.. profile.Correlations.Where(pair => !double.IsNaN(pair.Value))];
        if (pairs.Length == 0 && profile.Associations.Length == 0 && profile.Dependencies.Length == 0 && profile.CandidateKeys.Length == 0) return;
        report.DetailSection("What goes together");
        AddMap(report, "Pearson's correlation", pairs.Select(pair => (pair.A, pair.B, pair.Value)), HeatMapScale.Diverging);
        var numeric = profile.Columns.Where(column => column.HasNumbers).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (profile.Associations.Any(pair => !numeric.Contains(pair.A) || !numeric.Contains(pair.B)))
            AddMap(report, "Strength of association, of all types", profile.Associations.Select(pair => (pair.A, pair.B, pair.Strength)), HeatMapScale.Sequential);
        AddPairs(report, profile);
        PlotContent.Add(report, profile);
        AddFacts(report, profile);
    }

    // Names in the order of the strongest pairs, so that what goes together stands together.
    public static void AddMap(ReportBuilder report, string title, IEnumerable<(string A, string B, double Value)> pairs, HeatMapScale scale, string? note = null)
    {
        (string A, string B, double Value)[] all = [.. pairs];
        string[] every = [.. all.SelectMany(pair => (string[])[pair.A, pair.B]).Distinct(StringComparer.Ordinal)], names = [.. every.Take(MostInMap)];
        if (names.Length < 2) return;
        var known = new Dictionary<(string, string), double>();
        foreach ((string a, string b, double value) in all) known[(a, b)] = known[(b, a)] = value;
        report.Chart(new HeatMapChart(title, names, names, names.SelectMany(row => names.Select(column => row == column ? 1 : known.GetValueOrDefault((row, column), double.NaN))))
        {
            Scale = scale, Maximum = 1, Note = every.Length > MostInMap ? FormattableString.Invariant($"The {MostInMap} of {every.Length:N0} columns in the strongest pairs.{(note is null ? "" : " " + note)}") : note,
        });
    }

    private static void AddPairs(ReportBuilder report, ProfileReport profile)
    {
        Association[] pairs = [.. profile.Associations.Take(MostPairs)];
        if (pairs.Length == 0) return;
        (string Measure, string Name)[] shown = [.. s_measures.Where(measure => pairs.Any(pair => pair[measure.Measure] is not null))];
        report.Table(
            [ReportColumn.Text("column"), ReportColumn.Text("and"), ReportColumn.Number("strength"), .. shown.Select(measure => ReportColumn.Number(measure.Name))],
            pairs.Select(pair => (IReadOnlyList<ReportCell>)[ReportCell.Link(pair.A, pair.A), ReportCell.Link(pair.B, pair.B), ReportCell.Bar(Math.Round(pair.Strength, 4), pair.Strength), .. shown.Select(measure => (ReportCell)pair[measure.Measure])]),
            "The strongest pairs",
            profile.SampledRows < profile.RowCount ? FormattableString.Invariant($"From {profile.SampledRows:N0} of {profile.RowCount:N0} rows, drawn at random; Pearson's correlation is of all rows.") : null);
    }

    private static void AddFacts(ReportBuilder report, ProfileReport profile)
    {
        if (profile.Dependencies.Length > 0)
        {
            report.Table(
                [ReportColumn.Text("column"), ReportColumn.Text("determines"), ReportColumn.Number("exceptions", ReportNumberFormat.Percent), ReportColumn.Number("rows compared")],
                profile.Dependencies.Take(MostFacts).Select(one => (IReadOnlyList<ReportCell>)[ReportCell.Link(one.Determinant, one.Determinant), ReportCell.Link(one.Dependent, one.Dependent), one.ViolationShare, one.RowsCompared]),
                "What follows from what");
        }

        if (profile.CandidateKeys.Length == 0) return;
        report.Table(
            [ReportColumn.Text("columns"), ReportColumn.Text("checked"), ReportColumn.Number("rows compared")],
            profile.CandidateKeys.Select(key => (IReadOnlyList<ReportCell>)[string.Join(" + ", key.Columns.Select(ColumnWords.Short)), key.IsVerified ? "all rows" : "a sample", key.RowsCompared]),
            "What names a row");
    }
}

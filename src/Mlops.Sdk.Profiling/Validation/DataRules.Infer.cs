namespace Mlops.Sdk;

public sealed partial class DataRules
{
    /// <summary>What a table is, as rules: its columns and their types, which are always there, which numbers are always finite, the values of categories, which ids are unique. A plain reading to be edited; <see cref="Suggest(Dataset, SuggestionOptions?, RunContext?, CancellationToken)"/> weighs evidence.</summary>
    /// <param name="data">The table.</param>
    /// <param name="options">What becomes a rule; the defaults when null.</param>
    /// <param name="cancellationToken">Honoured every 65,536 rows.</param>
    public static DataRules Infer(Dataset data, InferenceOptions? options = null, CancellationToken cancellationToken = default) =>
        Infer(DatasetSummary.Compute(data, null, cancellationToken), options);

    /// <summary>What a source is, as rules, read once in bounded memory.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="options">What becomes a rule; the defaults when null.</param>
    /// <param name="cancellationToken">Honoured every batch.</param>
    public static DataRules Infer(DataSource source, InferenceOptions? options = null, CancellationToken cancellationToken = default) =>
        Infer(DatasetSummary.Compute(source, null, cancellationToken), options);

    /// <summary>What a profiled table is, as rules.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="options">What becomes a rule; the defaults when null.</param>
    public static DataRules Infer(ProfileReport profile, InferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Infer(profile.Summary, options);
    }

    /// <summary>What a summarised table is, as rules.</summary>
    /// <param name="summary">The summary, which may be the merge of many parts.</param>
    /// <param name="options">What becomes a rule; the defaults when null.</param>
    public static DataRules Infer(DatasetSummary summary, InferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        options ??= new();
        var rules = new List<Rule>();
        if (summary.RowCount > 0) rules.Add(Rule.RowCount(1));
        if (options.NewColumns && summary.Schema.Count > 0)
            rules.Add(Rule.ColumnsAre(summary.Schema.Select(field => field.Name)) with { Severity = Severity.Warning });
        foreach (ColumnSummary column in summary.Columns)
        {
            // Scoring has neither label nor weight.
            ValueList<string> environments = column.Role is ColumnRole.Label or ColumnRole.Weight ? ["train"] : [];
            rules.AddRange(OfColumn(column, options).Select(rule => rule with { Environments = environments }));
        }

        return new DataRules(rules);
    }

    private static IEnumerable<Rule> OfColumn(ColumnSummary column, InferenceOptions options)
    {
        string name = column.Name;
        if (column.PresentCount == 0)
        {
            yield return Rule.HasColumn(name);
            yield break;
        }

        yield return Rule.HasType(name, ColumnTypes.AlsoReadAs(column.Type));
        if (column.MissingCount == 0) yield return Rule.IsPresent(name);
        if (column.Type == ColumnType.Number && column.NaNCount + column.PositiveInfinityCount + column.NegativeInfinityCount == 0) yield return Rule.IsFinite(name);
        if (column.Role == ColumnRole.Weight && column.Type is ColumnType.Number or ColumnType.Integer && column.NegativeCount + column.NaNCount == 0) yield return Rule.InRange(name, min: 0);
        if (column.Role == ColumnRole.Id && column.IsDistinctExact && column.DistinctCount >= column.PresentCount) yield return Rule.IsUnique(name);
        if (column.Type is not (ColumnType.Category or ColumnType.Text) || column.Role == ColumnRole.Id) yield break;
        IReadOnlyList<FrequentValue> values = column.FrequentValues(options.MaxLevels + 1);
        if (column.AreCountsExact && values.Count <= options.MaxLevels && values.Count * 2 <= column.PresentCount) yield return Rule.InSet(name, values.Select(value => value.Text));
    }
}

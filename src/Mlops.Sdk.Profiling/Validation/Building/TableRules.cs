namespace Mlops.Sdk;

/// <summary>Adds rules about the table, as <see cref="Rule"/> has them.</summary>
public sealed class TableRules : RuleBuilder<TableRules>
{
    internal TableRules()
    {
    }

    /// <inheritdoc cref="Rule.RowCount"/>
    public TableRules RowCount(long min, long? max = null) => Add(Rule.RowCount(min, max));

    /// <inheritdoc cref="Rule.RowCountRatio"/>
    public TableRules RowCountRatio(double? min = null, double? max = null) => Add(Rule.RowCountRatio(min, max));

    /// <inheritdoc cref="Rule.ColumnsAre"/>
    public TableRules ColumnsAre(IEnumerable<string> columns, bool ordered = false) => Add(Rule.ColumnsAre(columns, ordered));

    /// <inheritdoc cref="Rule.IsUnique"/>
    public TableRules IsUnique(params IEnumerable<string> columns) => Add(Rule.IsUnique(columns));

    /// <inheritdoc cref="Rule.Correlation"/>
    public TableRules Correlation(string first, string second, double? min = null, double? max = null) => Add(Rule.Correlation(first, second, min, max));
}

namespace Mlops.Sdk;

/// <summary>Adds rules about several columns of a row, as <see cref="Rule"/> has them.</summary>
public sealed class RowRules : RuleBuilder<RowRules>
{
    internal RowRules()
    {
    }

    /// <inheritdoc cref="Rule.Compare"/>
    public RowRules Compare(string left, Comparison comparison, string right, double tolerance = 0) => Add(Rule.Compare(left, comparison, right, tolerance));

    /// <summary>The left value is below the right one.</summary>
    /// <param name="left">The left column.</param>
    /// <param name="right">The right column: both numeric, or both moments.</param>
    public RowRules Less(string left, string right) => Add(Rule.Compare(left, Comparison.Less, right));

    /// <summary>The left value is at most the right one.</summary>
    /// <param name="left">The left column.</param>
    /// <param name="right">The right column: both numeric, or both moments.</param>
    public RowRules LessOrEqual(string left, string right) => Add(Rule.Compare(left, Comparison.LessOrEqual, right));

    /// <summary>The values are equal.</summary>
    /// <param name="left">The left column.</param>
    /// <param name="right">The right column.</param>
    /// <param name="tolerance">By how much they may differ; of moments in seconds. 0 for texts.</param>
    public RowRules Equal(string left, string right, double tolerance = 0) => Add(Rule.Compare(left, Comparison.Equal, right, tolerance));

    /// <inheritdoc cref="Rule.SumsTo(IEnumerable{string}, string, double)"/>
    public RowRules SumsTo(IEnumerable<string> addends, string total, double tolerance = 0) => Add(Rule.SumsTo(addends, total, tolerance));

    /// <inheritdoc cref="Rule.SumsTo(IEnumerable{string}, double, double)"/>
    public RowRules SumsTo(IEnumerable<string> addends, double total, double tolerance = 0) => Add(Rule.SumsTo(addends, total, tolerance));

    /// <inheritdoc cref="Rule.ValueCount"/>
    public RowRules ValueCount(IEnumerable<string> columns, int min, int? max = null) => Add(Rule.ValueCount(columns, min, max));

    /// <inheritdoc cref="Rule.AnyOf"/>
    public RowRules AnyOf(params IEnumerable<Rule> rules) => Add(Rule.AnyOf(rules));

    /// <inheritdoc cref="Rule.Satisfies"/>
    public RowRules Satisfies(string name, Func<DataRow, bool> holds, params IEnumerable<string> columns) => Add(Rule.Satisfies(name, holds, columns));
}

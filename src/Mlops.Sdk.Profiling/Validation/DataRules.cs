using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a table should be like: a set of rules. Immutable; every edit gives another set. Written as JSON that lives in version control, and equal when all rules are equal.</summary>
/// <remarks>
/// Rules are kept in one order (by column, then kind). A rule of the same kind about the same columns, with the same severity and environments, takes the place of the one before: <c>rules.Column("age", age => age.Between(0, 120))</c>
/// overrides the range that was inferred.
/// </remarks>
[JsonConverter(typeof(DataRulesJsonConverter))]
[DebuggerDisplay("{Rules.Length} rules")]
public sealed partial class DataRules : IEquatable<DataRules>
{
    /// <summary>A set of rules; of rules that stand for each other the last counts.</summary>
    /// <param name="rules">The rules in any order.</param>
    public DataRules(params IEnumerable<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var byKey = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (Rule rule in rules) byKey[(rule ?? throw new ArgumentException("A rule is null.", nameof(rules))).Key] = rule;
        Rules = [.. byKey.OrderBy(pair => Order(pair.Value), StringComparer.Ordinal).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
    }

    /// <summary>No rules: everything passes.</summary>
    public static DataRules Empty { get; } = new([]);

    /// <summary>The rules, by column and kind; those about the whole table come first.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>The set with rules added, or put in the place of those that they stand for.</summary>
    /// <param name="rules">The rules.</param>
    public DataRules Add(params IEnumerable<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new DataRules(Rules.Concat(rules));
    }

    /// <summary>The set without the rules for which a condition holds.</summary>
    /// <param name="condition">Which rules are taken out.</param>
    public DataRules Remove(Func<Rule, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new DataRules(Rules.Where(rule => !condition(rule)));
    }

    /// <summary>The set without the rules that read a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">Only rules of this kind; null for all.</param>
    public DataRules Without(string column, string? kind = null) => Remove(rule => rule.Columns.Contains(column, StringComparer.Ordinal) && (kind is null || rule.Kind == kind));

    /// <summary>The rules that are in force in an environment.</summary>
    /// <param name="environment">Such as <c>serve</c>.</param>
    public DataRules In(string environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new DataRules(Rules.Where(rule => rule.AppliesIn(environment)));
    }

    /// <summary>The set with rules about one column added.</summary>
    /// <param name="column">The column.</param>
    /// <param name="edit">Adds rules: <c>age => age.IsPresent().Between(0, 120).Mostly(0.99)</c>.</param>
    public DataRules Column(string column, Action<ColumnRules> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var builder = new ColumnRules(column);
        edit(builder);
        return Add(builder.Rules);
    }

    /// <summary>The set with rules about several columns of a row added.</summary>
    /// <param name="edit">Adds rules: <c>row => row.Less("start", "end")</c>.</param>
    public DataRules Row(Action<RowRules> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var builder = new RowRules();
        edit(builder);
        return Add(builder.Rules);
    }

    /// <summary>The set with rules about the table added.</summary>
    /// <param name="edit">Adds rules: <c>table => table.RowCount(min: 1000)</c>.</param>
    public DataRules Table(Action<TableRules> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var builder = new TableRules();
        edit(builder);
        return Add(builder.Rules);
    }

    /// <inheritdoc/>
    public bool Equals(DataRules? other) => other is not null && Rules.AsSpan().SequenceEqual(other.Rules.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DataRules);

    /// <inheritdoc/>
    public override int GetHashCode() => Rules.Aggregate(Rules.Length, HashCode.Combine);

    /// <summary>The rules in words, one a line.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Rules);

    private static string Order(Rule rule) => string.Join('\u001f', [string.Join('\u001e', rule.Columns), rule.Kind]);
}

using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The columns of a table in which rows count more or less: what a column of role <see cref="ColumnRole.Weight"/> makes of each.</summary>
/// <param name="Column">The column of weights.</param>
/// <param name="Rows">How many rows have a weight above 0: those that everything here is about.</param>
/// <param name="TotalWeight">The sum of the weights.</param>
/// <param name="EffectiveRows">How many rows of equal weight would tell a mean as exactly (Kish 1965): the square of the sum of the weights over the sum of their squares.</param>
/// <param name="ZeroRows">How many rows have the weight 0 and count for nothing.</param>
/// <param name="UnusableRows">How many rows have a weight that is missing, NaN, negative, infinite, below 1e-100 or above 1e100. They are left out.</param>
/// <param name="Columns">Features, label and group, in the order of the table.</param>
public sealed record WeightProfile(string Column, long Rows, double TotalWeight, double EffectiveRows, long ZeroRows, long UnusableRows, ImmutableArray<WeightedColumn> Columns)
{
    /// <summary>By how much unequal weights enlarge the variance of a mean (the design effect of Kish): rows over effective rows, 1 when all weights are equal; NaN without rows.</summary>
    public double DesignEffect => EffectiveRows > 0 ? Rows / EffectiveRows : double.NaN;

    /// <summary>The column of a name; null where it is not weighted: another role, or no such column.</summary>
    /// <param name="name">The name.</param>
    public WeightedColumn? this[string name] => Columns.FirstOrDefault(column => column.Name == name);
}

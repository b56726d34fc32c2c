using System.Diagnostics;

namespace Mlops.Sdk;

/// <summary>What a schema says of one column.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Levels">The levels of a category column, where they are known.</param>
[DebuggerDisplay("{Name} {Type} {Role}")]
public sealed record Field(string Name, ColumnType Type, ColumnRole Role = ColumnRole.Feature, CategoryLevels? Levels = null)
{
    /// <summary>
    /// True for columns that a step will make but whose number it only knows after it is fitted, such as the columns of a one-hot encoding:
    /// the field then stands for every column named <c>Name=...</c>.
    /// </summary>
    /// <value>False.</value>
    public bool IsFamily { get; init; }

    /// <summary>True for numbers, integers and flags.</summary>
    public bool IsNumeric => Type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(IsFamily ? "=*" : "")}: {Type}{(Role == ColumnRole.Feature ? "" : $" ({Role})")}";
}

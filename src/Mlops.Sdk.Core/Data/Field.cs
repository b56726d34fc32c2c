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

    internal static Field Of(Column column, ColumnRole role) => new(column.Name, column.Type, role, (column as CategoryColumn)?.Levels);

    /// <summary>Whether this is the field of a column with a role; levels that are equal but not the same count as others.</summary>
    internal bool Describes(Column column, ColumnRole role) =>
        Role == role && Type == column.Type && !IsFamily && ReferenceEquals(Levels, (column as CategoryColumn)?.Levels) && Name == column.Name;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(IsFamily ? "=*" : "")}: {Type}{(Role == ColumnRole.Feature ? "" : $" ({Role})")}";
}

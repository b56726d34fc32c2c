using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The label of each row as a number for its class, or as the number that it is.</summary>
internal sealed class LabelKeys(Field? label)
{
    /// <summary>A row without a label.</summary>
    public const ulong Missing = RowCells.Missing;

    private bool IsClass => label is { Type: ColumnType.Category or ColumnType.Text or ColumnType.Flag or ColumnType.Timestamp };

    /// <summary>A number for the class of each row; empty where the label is a number. Integers are numbers: with two values they say as much.</summary>
    public ulong[] Classes(Dataset batch)
    {
        if (!IsClass) return [];
        Column column = batch[label!.Name];
        var classes = new ulong[column.Length];
        ulong[] levels = column is CategoryColumn categories ? [.. categories.Levels.Names.Select(level => Hashing.OfString(level))] : [];
        RowCells.Add(column, 0, classes, levels);
        for (int row = 0; row < classes.Length; row++)
            if (column.IsMissing(row)) classes[row] = Missing;
        return classes;
    }

    /// <summary>The number of each row, NaN where missing; empty where the label is a class.</summary>
    public ReadOnlySpan<double> Numbers(Dataset batch) => label is null || IsClass ? [] : batch[label.Name].ToNumbers().Span;
}

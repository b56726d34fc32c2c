using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The label of each row as a number for its class, or as the number that it is.</summary>
internal sealed class LabelKeys(Field? label)
{
    /// <summary>A row without a label.</summary>
    public const ulong Missing = RowCells.Missing;

    private bool IsClass => label is { Type: ColumnType.Category or ColumnType.Text or ColumnType.Flag or ColumnType.Timestamp };

    /// <summary>Fills in a number for the class of each row; nothing where the label is a number. Integers are numbers: with two values they say as much.</summary>
    public Span<ulong> Classes(Dataset batch, ulong[] room)
    {
        if (!IsClass) return [];
        Column column = batch[label!.Name];
        Span<ulong> classes = room.AsSpan(0, column.Length);
        classes.Clear();
        ulong[] levels = column is CategoryColumn categories ? [.. categories.Levels.Names.Select(level => Hashing.OfString(level))] : [];
        RowCells.Add(column, 0, classes, levels);
        bool anyMissing = column.MissingCount > 0;
        for (int row = 0; row < classes.Length && anyMissing; row++)
            if (column.IsMissing(row)) classes[row] = Missing;
        return classes;
    }

    /// <summary>The number of each row, NaN where missing; empty where the label is a class.</summary>
    public ReadOnlySpan<double> Numbers(Dataset batch) => label is null || IsClass ? [] : batch[label.Name].ToNumbers().Span;
}

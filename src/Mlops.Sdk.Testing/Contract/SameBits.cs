namespace Mlops.Sdk.Testing;

/// <summary>Whether two tables or two sets of predictions are equal to the last bit.</summary>
public static class SameBits
{
    /// <summary>The first difference in words, or null when schema and every value are equal.</summary>
    public static string? Difference(Dataset left, Dataset right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.RowCount != right.RowCount) return $"{left.RowCount} rows against {right.RowCount}";
        string[] leftNames = [.. left.Schema.Select(field => field.ToString())], rightNames = [.. right.Schema.Select(field => field.ToString())];
        if (!leftNames.SequenceEqual(rightNames)) return $"columns {string.Join(", ", leftNames)} against {string.Join(", ", rightNames)}";
        foreach ((Column a, Column b) in left.Columns.Zip(right.Columns))
        {
            for (int row = 0; row < a.Length; row++)
                if (!Same(a, b, row)) return $"column '{a.Name}' row {row}: '{a.GetText(row)}' against '{b.GetText(row)}'";
        }

        return null;
    }

    /// <summary>The first difference in words, or null when every value is equal.</summary>
    public static string? Difference(Predictions left, Predictions right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Task != right.Task || left.RowCount != right.RowCount) return $"{left} against {right}";
        return Difference(left.ToDataset(), right.ToDataset());
    }

    private static bool Same(Column a, Column b, int row)
    {
        if (a.IsMissing(row) != b.IsMissing(row)) return false;
        return a is NumberColumn x && b is NumberColumn y
            ? BitConverter.DoubleToInt64Bits(x.Values[row]) == BitConverter.DoubleToInt64Bits(y.Values[row]) || (double.IsNaN(x.Values[row]) && double.IsNaN(y.Values[row]))
            : a.GetText(row) == b.GetText(row);
    }
}

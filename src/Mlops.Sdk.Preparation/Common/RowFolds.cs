using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Deals rows into folds: whole groups where a column has the group role, otherwise every class evenly; or cuts them in time.</summary>
internal static class RowFolds
{
    /// <summary>Blocks in time, one more than asked for, the earliest first, of which each may learn from those before it; null where no column has the role Time. Fewer blocks where there are few rows.</summary>
    /// <exception cref="MlopsException">MLO1020: a time is missing. MLO1021: the column cannot be ordered in time.</exception>
    public static int[]? InTime(Dataset data, int folds)
    {
        if (data.Schema.WithRole(ColumnRole.Time).FirstOrDefault() is not { } time) return null;
        int count = Math.Min(folds, data.RowCount - 1);
        var blocks = new int[data.RowCount];
        if (count < 2) return blocks;
        int block = 0;
        foreach (Fold fold in data.Select(time.Name).TimeFolds(count))
        {
            block++;
            foreach (int row in fold.ValidationRows.Span) blocks[row] = block;
        }

        return blocks;
    }

    public static int[] Deal(Dataset data, LabelData label, int folds, RandomStream random)
    {
        int[] keys = data.Schema.WithRole(ColumnRole.Group).FirstOrDefault() is { } group ? GroupsOf(data[group.Name]) : [];
        if (keys.Length > 0)
        {
            int[] order = random.Permutation(keys.Max() + 1);
            return Array.ConvertAll(keys, key => order[key] % folds);
        }

        return DealClasses(label, data.RowCount, folds, random);
    }

    /// <summary>Every class evenly, whatever groups there are.</summary>
    public static int[] DealClasses(LabelData label, int count, int folds, RandomStream random)
    {
        int[] rows = random.Permutation(count);
        if (label.Task != TaskKind.Regression)
        {
            int[] codes = label.Codes.ToArray();
            rows = [.. rows.OrderBy(row => codes[row])];
        }

        var dealt = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) dealt[rows[i]] = i % folds;
        return dealt;
    }

    // A row without a group is a group of its own.
    private static int[] GroupsOf(Column column)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int next = 0;
        var keys = new int[column.Length];
        for (int row = 0; row < keys.Length; row++)
        {
            if (column.IsMissing(row)) keys[row] = next++;
            else if (!seen.TryGetValue(column.GetText(row), out keys[row])) seen.Add(column.GetText(row), keys[row] = next++);
        }

        return keys;
    }
}

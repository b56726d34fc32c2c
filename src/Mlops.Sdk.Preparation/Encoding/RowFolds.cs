using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Deals rows into folds: whole groups where a column has the group role, otherwise every class evenly.</summary>
internal static class RowFolds
{
    public static int[] Deal(Dataset data, LabelData label, int folds, RandomStream random)
    {
        if (RowGroups.Of(data) is { Length: > 0 } keys)
        {
            int[] order = random.Permutation(keys.Max() + 1);
            return Array.ConvertAll(keys, key => order[key] % folds);
        }

        int[] rows = random.Permutation(data.RowCount);
        if (label.Task != TaskKind.Regression)
        {
            int[] codes = label.Codes.ToArray();
            rows = [.. rows.OrderBy(row => codes[row])];
        }

        var dealt = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) dealt[rows[i]] = i % folds;
        return dealt;
    }
}

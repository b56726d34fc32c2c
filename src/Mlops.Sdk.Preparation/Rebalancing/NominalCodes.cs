namespace Mlops.Sdk;

/// <summary>Categories and flags as codes, -1 where missing, which is a level of its own.</summary>
internal static class NominalCodes
{
    public static int[] Of(Column column)
    {
        if (column is CategoryColumn category) return category.Codes.ToArray();
        var flags = (FlagColumn)column;
        var codes = new int[flags.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = flags.IsMissing(row) ? -1 : flags.Values[row] ? 1 : 0;
        return codes;
    }
}

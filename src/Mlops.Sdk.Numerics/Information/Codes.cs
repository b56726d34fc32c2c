namespace Mlops.Sdk.Numerics;

internal static class Codes
{
    /// <summary>One more than the greatest code; 0 when all are missing.</summary>
    public static int Bound(ReadOnlySpan<int> codes)
    {
        int greatest = -1;
        foreach (int code in codes)
            greatest = Math.Max(greatest, code);
        return greatest == int.MaxValue ? throw new ArgumentException("A code is too large.", nameof(codes)) : greatest + 1;
    }

    public static void RequireSameLength(int codes, int values)
    {
        if (codes != values)
            throw new ArgumentException($"Pairs need as many codes as values; there are {codes} and {values}.");
    }

    /// <summary>The pairs that are complete, as new arrays.</summary>
    public static (int[] Codes, double[] Values) Complete(ReadOnlySpan<int> codes, ReadOnlySpan<double> values)
    {
        RequireSameLength(codes.Length, values.Length);
        var keptCodes = new List<int>(codes.Length);
        var keptValues = new List<double>(codes.Length);
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0 || double.IsNaN(values[i]))
                continue;
            keptCodes.Add(codes[i]);
            keptValues.Add(values[i]);
        }

        return ([.. keptCodes], [.. keptValues]);
    }
}

using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

internal static class Codes
{
    /// <summary>One more than the greatest code; 0 when all are missing.</summary>
    public static int Bound(ReadOnlySpan<int> codes)
    {
        int greatest = codes.IsEmpty ? -1 : Math.Max(-1, TensorPrimitives.Max(codes));
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
        int count = 0;
        for (int i = 0; i < codes.Length; i++)
            count += codes[i] < 0 || double.IsNaN(values[i]) ? 0 : 1;
        int[] keptCodes = new int[count];
        double[] keptValues = new double[count];
        count = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0 || double.IsNaN(values[i]))
                continue;
            keptCodes[count] = codes[i];
            keptValues[count++] = values[i];
        }

        return (keptCodes, keptValues);
    }
}

namespace Mlops.Sdk.Numerics;

internal static class Counts
{
    public static (double First, double Second) Totals(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"Both samples need the same categories; there are {first.Length} and {second.Length}.", nameof(second));
        double n = 0, m = 0;
        for (int i = 0; i < first.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(first[i], nameof(first));
            ArgumentOutOfRangeException.ThrowIfNegative(second[i], nameof(second));
            n += first[i];
            m += second[i];
        }

        return (n, m);
    }
}

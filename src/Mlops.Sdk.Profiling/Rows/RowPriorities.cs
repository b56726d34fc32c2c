using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A random number for every row; the rows with the least ones are a uniform sample.</summary>
/// <remarks>
/// It is a hash of the row's position and the seed: not of its content, because equal rows would then be kept or lost together, and not of a stream, because it would then depend on how the table was cut.
/// A part that does not know its place in the whole is salted with its first row, or parts of the same length would all keep the rows of the same places.
/// </remarks>
internal readonly record struct RowPriorities(ulong Seed, ulong Salt)
{
    private readonly ulong _key = Hashing.Combine(RandomStream.For(Seed, "rows").NextUInt64(), Salt);

    public ulong Of(long position) => Hashing.Mix(_key ^ unchecked((ulong)position));

    /// <summary>The least of the priorities of so many rows, ascending: drawn anew for rows whose positions turn out to be others than was thought, and so in the same order as before.</summary>
    /// <remarks>Order statistics of uniform numbers by the spacings of exponential ones (Renyi 1953).</remarks>
    public static ulong[] Least(int count, long rows, RandomStream random)
    {
        var least = new ulong[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double a = random.NextGaussian(), b = random.NextGaussian();
            sum += 0.5 * ((a * a) + (b * b)) / (rows - i);
            least[i] = (ulong)Math.Min(OneLessExponential(sum) * 18446744073709551616.0, 18446744073709549568.0);
        }

        return least;
    }

    // 1 - exp(-x) by a series and repeated squaring: the library's exponential differs between platforms in the last bit.
    private static double OneLessExponential(double x)
    {
        if (x > 45) return 1;
        double small = x / 4096, value = small * (1 - (small / 2 * (1 - (small / 3 * (1 - (small / 4))))));
        for (int i = 0; i < 12; i++) value *= 2 - value;
        return value;
    }
}

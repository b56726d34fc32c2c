using System.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>A stream of random numbers whose values are fixed for ever by its seed, on every platform.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64. A stream has an identity, its seed, and a position; <see cref="Split(string)"/> and <see cref="Split(long)"/>
/// derive children from the identity alone, so a child does not depend on how much its parent has been used. One stream belongs to one thread: give each task its own child.
/// </remarks>
public sealed class RandomStream
{
    private const ulong NameDomain = 0xA0761D6478BD642FUL;
    private const ulong IndexDomain = 0xE7037ED1A0B428DBUL;

    private readonly ulong _identity;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareGaussian = double.NaN;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">Any value, zero included.</param>
    public RandomStream(ulong seed)
    {
        _identity = seed;
        _s0 = SplitMix64(seed, 1);
        _s1 = SplitMix64(seed, 2);
        _s2 = SplitMix64(seed, 3);
        _s3 = SplitMix64(seed, 4);
    }

    /// <summary>The stream of a named purpose under a seed: the same as <c>new RandomStream(seed).Split(name)</c>.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="name">What the numbers are for, compared by its UTF-8 bytes.</param>
    public static RandomStream For(ulong seed, string name) => new RandomStream(seed).Split(name);

    /// <summary>An independent child stream for a name; the parent does not move.</summary>
    /// <param name="name">What the numbers are for, compared by its UTF-8 bytes.</param>
    public RandomStream Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new RandomStream(Hashing.Combine(Hashing.Combine(_identity, NameDomain), Hashing.OfString(name)));
    }

    /// <summary>An independent child stream for an index (a tree, a fold, a block of rows); the parent does not move.</summary>
    /// <param name="index">Any value.</param>
    public RandomStream Split(long index) =>
        new(Hashing.Combine(Hashing.Combine(_identity, IndexDomain), unchecked((ulong)index)));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer in [0, <paramref name="exclusiveMax"/>), without bias (Lemire 2019).</summary>
    /// <param name="exclusiveMax">The bound, at least 1.</param>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        uint range = (uint)exclusiveMax;
        ulong product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            uint threshold = unchecked(0u - range) % range;
            while ((uint)product < threshold)
                product = (NextUInt64() >> 32) * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number of the standard normal distribution (Marsaglia's polar method; the logarithm is computed here, so that every platform gives the same bits).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }

        double x, y, radius;
        do
        {
            x = 2 * NextDouble() - 1;
            y = 2 * NextDouble() - 1;
            radius = x * x + y * y;
        }
        while (radius >= 1 || radius == 0);

        double scale = Math.Sqrt(-2 * PortableLog(radius) / radius);
        _spareGaussian = y * scale;
        return x * scale;
    }

    /// <summary>Puts the items in a uniformly random order (Fisher-Yates).</summary>
    /// <param name="items">The items, reordered in place.</param>
    /// <typeparam name="T">Any type.</typeparam>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 to <paramref name="n"/> - 1 in a uniformly random order.</summary>
    /// <param name="n">How many, zero or more.</param>
    public int[] Permutation(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        int[] order = new int[n];
        for (int i = 0; i < n; i++)
            order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    /// <summary>Distinct numbers of 0 to <paramref name="population"/> - 1, each ordered choice equally likely. Time and memory grow with <paramref name="count"/> only.</summary>
    /// <param name="population">How many there are to choose from.</param>
    /// <param name="count">How many to choose, at most <paramref name="population"/>.</param>
    public int[] SampleWithoutReplacement(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(population);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);

        // The first steps of a Fisher-Yates shuffle of 0..population-1, with only the displaced entries kept.
        int[] chosen = new int[count];
        var displaced = new Dictionary<int, int>(count);
        for (int i = 0; i < count; i++)
        {
            int j = i + NextInt32(population - i);
            int atI = displaced.GetValueOrDefault(i, i);
            chosen[i] = displaced.GetValueOrDefault(j, j);
            displaced[j] = atI;
        }

        return chosen;
    }

    private static ulong SplitMix64(ulong seed, ulong step) => Hashing.Mix(unchecked(seed + (step - 1) * Hashing.GoldenGamma));

    // Natural logarithm from + - * / alone: libm differs in the last bit between platforms. The mantissa is brought to [0.71, 1.41], where the atanh series needs eleven terms.
    private static double PortableLog(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double series = 0;
        for (int odd = 21; odd >= 1; odd -= 2)
            series = series * square + 1.0 / odd;
        return exponent * 0.6931471805599453 + 2 * s * series;
    }
}

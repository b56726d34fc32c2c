using System.Numerics;

namespace Mlops.Sdk;

/// <summary>How long the texts of a column are in code points: exactly up to 127, beyond within an eighth.</summary>
internal sealed class TextLengths
{
    private const int Exact = 128, Parts = 8, Buckets = Exact + (24 * Parts);

    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }

    public int Least { get; private set; } = int.MaxValue;

    public int Greatest { get; private set; } = -1;

    public void Add(int length, long count)
    {
        _counts[BucketOf(length)] += count;
        Count += count;
        if (length < Least) Least = length;
        if (length > Greatest) Greatest = length;
    }

    public void Merge(TextLengths other)
    {
        for (int bucket = 0; bucket < Buckets; bucket++) _counts[bucket] += other._counts[bucket];
        Count += other.Count;
        Least = Math.Min(Least, other.Least);
        Greatest = Math.Max(Greatest, other.Greatest);
    }

    /// <summary>The lengths that occur: from, through, and how many texts.</summary>
    public IEnumerable<(int From, int Through, long Count)> Bins => Enumerable.Range(0, Buckets).Where(bucket => _counts[bucket] > 0).Select(bucket => (Math.Max(Least, Start(bucket)), Math.Min(Greatest, Start(bucket + 1) - 1), _counts[bucket]));

    /// <summary>The middle length, of an even number of texts the mean of the two in the middle.</summary>
    public double Median => Count == 0 ? double.NaN : (At((Count - 1) / 2) + At(Count / 2)) / 2;

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Least);
        writer.Write(Greatest);
        writer.Write((ushort)_counts.Count(count => count > 0));
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            if (_counts[bucket] == 0) continue;
            writer.Write((ushort)bucket);
            writer.Write(_counts[bucket]);
        }
    }

    public static TextLengths ReadFrom(BinaryReader reader, long texts)
    {
        var lengths = new TextLengths { Least = reader.ReadInt32(), Greatest = reader.ReadInt32() };
        int stored = reader.ReadUInt16();
        for (int i = 0; i < stored; i++)
        {
            int bucket = reader.ReadUInt16();
            TextFormat.Require(bucket < Buckets && lengths._counts[bucket] == 0, "text lengths");
            lengths._counts[bucket] = TextFormat.Count(reader, texts - lengths.Count, "text lengths");
            lengths.Count += lengths._counts[bucket];
        }

        TextFormat.Require(lengths.Count == texts && (texts == 0 ? lengths is { Least: int.MaxValue, Greatest: -1 } : lengths.Least >= 0 && lengths.Least <= lengths.Greatest), "text lengths");
        return lengths;
    }

    private double At(long rank)
    {
        int bucket = 0;
        for (long below = _counts[0]; below <= rank; below += _counts[bucket]) bucket++;
        return bucket < Exact ? bucket : (Math.Max(Least, Start(bucket)) + Math.Min(Greatest, Start(bucket + 1) - 1)) / 2.0;
    }

    private static int BucketOf(int length)
    {
        if (length < Exact) return length;
        int power = BitOperations.Log2((uint)length);
        return Exact + ((power - 7) * Parts) + ((length >> (power - 3)) & (Parts - 1));
    }

    private static int Start(int bucket)
    {
        if (bucket < Exact) return bucket;
        if (bucket >= Buckets) return int.MaxValue;
        int power = 7 + ((bucket - Exact) / Parts);
        return (Parts + ((bucket - Exact) % Parts)) << (power - 3);
    }
}

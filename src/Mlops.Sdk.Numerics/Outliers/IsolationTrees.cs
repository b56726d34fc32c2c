using System.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>The frame of an isolation forest: trees as full heaps of one depth, and the expected length of the way through every node.</summary>
internal sealed class IsolationTrees
{
    private readonly double[] _lengths;

    private IsolationTrees(int count, int depth, int sample, double[] lengths)
    {
        (Count, Depth, Sample, _lengths) = (count, depth, sample, lengths);
        Usual = Math.Max(PathLength.Of(sample), 1e-300);
    }

    public int Count { get; }

    public int Depth { get; }

    public int Sample { get; }

    /// <summary>How many cuts a tree has room for.</summary>
    public int Inner => (1 << Depth) - 1;

    /// <summary>c(sample): the mean length of a way.</summary>
    public double Usual { get; }

    public static IsolationTrees Plan(int treeCount, int sampleSize, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(treeCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(treeCount, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleSize, IsolationForest.MostSample);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        int sample = Math.Min(sampleSize, rows), depth = BitOperations.Log2((uint)sample - 1) + 1;
        return new IsolationTrees(treeCount, depth, sample, new double[treeCount * ((2 << depth) - 1)]);
    }

    /// <summary>For every node of a tree, how deep it lies plus c(points that came there); below a leaf, that of the leaf.</summary>
    public Span<double> LengthsOf(int tree) => _lengths.AsSpan(tree * ((2 << Depth) - 1), (2 << Depth) - 1);

    public double ToScore(double sum) => double.Exp2(-(sum / Count) / Usual);

    /// <summary>Gives a leaf and all below it one length.</summary>
    public static void SetLeaf(Span<double> lengths, int node, double length)
    {
        for (int first = node, width = 1; first < lengths.Length; first = (2 * first) + 1, width *= 2) lengths.Slice(first, width).Fill(length);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(Sample);
        StoredNumbers.Write(writer, _lengths);
    }

    public static IsolationTrees Read(BinaryReader reader)
    {
        int count = StoredNumbers.Count(reader.ReadInt32(), 1, 10_000, "trees"), sample = StoredNumbers.Count(reader.ReadInt32(), 2, IsolationForest.MostSample, "points of a tree");
        int depth = BitOperations.Log2((uint)sample - 1) + 1;
        return new IsolationTrees(count, depth, sample, StoredNumbers.ReadDoubles(reader, "lengths", (long)count * ((2 << depth) - 1)));
    }
}

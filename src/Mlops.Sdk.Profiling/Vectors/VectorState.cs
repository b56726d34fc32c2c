using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is gathered of one vector: its norms, and which are alike.</summary>
internal sealed class VectorState
{
    private const int SampledKeys = 16_384, ChunkRows = 256, SketchSize = 800;

    // A norm within this of 1 is that of a normalised vector of single precision.
    private const double UnitSlack = 0.001;

    private readonly GroupCounts _same;
    private long _rows;

    public VectorState(ProfileOptions options, string name)
    {
        _same = new GroupCounts(options.Summary.ExactValues, SampledKeys);
        Norms = new KllSketch(SketchSize, RandomStream.For(options.Summary.Seed, "vectors").Split(name).NextUInt64());
    }

    /// <summary>Of the vectors of which every component is finite.</summary>
    public Moments Moments { get; private set; } = new();

    /// <summary>The norms of the same.</summary>
    public KllSketch Norms { get; private set; }

    /// <summary>Vectors of which some component, but not all, is missing, NaN or infinite.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Vectors of which all components are missing or NaN.</summary>
    public long Absent { get; private set; }

    /// <summary>Vectors of length 0.</summary>
    public long Zero { get; private set; }

    /// <summary>Vectors of length 1.</summary>
    public long Unit { get; private set; }

    /// <summary>Complete vectors that repeat an earlier one.</summary>
    public Estimate Repeated => GroupEstimate.Of(_same).Repeated;

    public void Add(ReadOnlyMemory<double>[] components, int rows)
    {
        var norms = new List<double>(rows);
        var keys = new List<ulong>(rows);
        var squares = new double[ChunkRows];
        var present = new int[ChunkRows];
        var finite = new int[ChunkRows];
        var hashes = new ulong[ChunkRows];
        for (int start = 0; start < rows; start += ChunkRows)
        {
            int count = Math.Min(ChunkRows, rows - start);
            squares.AsSpan().Clear();
            present.AsSpan().Clear();
            finite.AsSpan().Clear();
            hashes.AsSpan().Clear();
            foreach (ReadOnlyMemory<double> component in components)
            {
                ReadOnlySpan<double> values = component.Span.Slice(start, count);
                for (int row = 0; row < count; row++)
                {
                    double value = values[row];
                    present[row] += double.IsNaN(value) ? 0 : 1;
                    finite[row] += double.IsFinite(value) ? 1 : 0;
                    squares[row] += value * value;
                    hashes[row] = Hashing.Combine(hashes[row], Hashing.OfDouble(value));
                }
            }

            for (int row = 0; row < count; row++)
            {
                if (present[row] == 0) Absent++;
                else if (finite[row] < components.Length) Incomplete++;
                else Count(Math.Sqrt(squares[row]), hashes[row]);
            }
        }

        Moments.Add(CollectionsMarshal.AsSpan(norms));
        Norms.Add(CollectionsMarshal.AsSpan(norms));
        _same.Add(CollectionsMarshal.AsSpan(keys), [], [], _rows);
        _rows += rows;

        void Count(double norm, ulong hash)
        {
            // A norm that overflows is left out of the norms alone.
            if (double.IsFinite(norm)) norms.Add(norm);
            Zero += norm == 0 ? 1 : 0;
            Unit += Math.Abs(norm - 1) <= UnitSlack ? 1 : 0;
            keys.Add(hash);
        }
    }

    public void Merge(VectorState other)
    {
        Moments.Merge(other.Moments);
        Norms.Merge(other.Norms);
        _same.Merge(other._same, _rows);
        _rows += other._rows;
        Incomplete += other.Incomplete;
        Absent += other.Absent;
        Zero += other.Zero;
        Unit += other.Unit;
    }

    public void WriteTo(BinaryWriter writer)
    {
        foreach (long count in (ReadOnlySpan<long>)[_rows, Incomplete, Absent, Zero, Unit]) writer.Write(count);
        Moments.WriteTo(writer);
        Norms.WriteTo(writer);
        _same.WriteTo(writer);
    }

    public void ReadFrom(BinaryReader reader)
    {
        (_rows, Incomplete, Absent, Zero, Unit) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        if (Math.Min(Math.Min(Incomplete, Absent), Math.Min(Zero, Unit)) < 0 || Incomplete > _rows || Absent > _rows || Zero > _rows || Unit > _rows) throw new InvalidDataException("The stored counts of vectors cannot be.");
        Moments = Moments.ReadFrom(reader);
        Norms = KllSketch.ReadFrom(reader);
        _same.ReadFrom(reader);
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>What a method has learnt of a sample of points: gives any further point a score, higher for farther from the others. Immutable and thread-safe.</summary>
/// <remarks>
/// A score depends on the point alone, never on the points that are scored with it. One of your own derives from <see cref="CustomScorer"/>. Coordinates must be finite; where <see cref="AcceptsMissing"/> says so, NaN stands for a missing one.
/// </remarks>
public abstract class OutlierScorer
{
    private const int BlockRows = 256;

    private protected OutlierScorer(int columns) => Columns = columns;

    /// <summary>How many coordinates a point has.</summary>
    public int Columns { get; }

    /// <summary>Whether a coordinate may be NaN, for a missing one.</summary>
    public virtual bool AcceptsMissing => false;

    private protected abstract ScorerKind Kind { get; }

    /// <summary>The scores of many points. The same bits on any number of threads.</summary>
    /// <param name="columns">The coordinates, one column each, all of one length.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public double[] Score(ReadOnlyMemory<double>[] columns, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        if (columns.Length != Columns) throw new ArgumentException($"The points have {columns.Length} coordinates and the scorer {Columns}.", nameof(columns));
        int rows = PointColumns.RequireRows(columns), blocks = (rows + BlockRows - 1) / BlockRows;
        var scores = new double[rows];
        Parallel.For(0, blocks, parallel, () => new double[BlockRows * Columns], (block, _, buffer) =>
        {
            int start = block * BlockRows, count = Math.Min(BlockRows, rows - start);
            PointColumns.ToRows(columns, start, count, buffer);
            ScoreRows(buffer.AsMemory(0, count * Columns), scores.AsSpan(start, count));
            return buffer;
        }, _ => { });
        return scores;
    }

    /// <summary>The score of one point.</summary>
    /// <param name="point">Its coordinates.</param>
    public double Score(ReadOnlySpan<double> point)
    {
        double score = 0;
        ScoreRows(point.ToArray(), new Span<double>(ref score));
        return score;
    }

    /// <summary>How much each coordinate of a point has to do with its score; they compare to each other, and each scorer says what they add up to.</summary>
    /// <param name="point">Its coordinates.</param>
    /// <param name="parts">Receives one number for each; above 0 for a coordinate that makes the point an outlier.</param>
    public abstract void Explain(ReadOnlySpan<double> point, Span<double> parts);

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write((byte)Kind);
        writer.Write(Columns);
        WriteState(writer);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from; its stream can tell its length.</param>
    /// <param name="kinds">The kinds beside the built-in ones; none if left out.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state, or of a kind that is not known.</exception>
    public static OutlierScorer ReadFrom(BinaryReader reader, ScorerKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return ReadFrom(reader, kinds, nested: false);
    }

    internal static OutlierScorer ReadFrom(BinaryReader reader, ScorerKinds? kinds, bool nested)
    {
        var kind = (ScorerKind)reader.ReadByte();
        int columns = StoredNumbers.Count(reader.ReadInt32(), 1, StoredNumbers.MostColumns, "columns");
        return kind switch
        {
            ScorerKind.IsolationForest => IsolationForest.Read(reader, columns),
            ScorerKind.ExtendedIsolationForest => ExtendedIsolationForest.Read(reader, columns),
            ScorerKind.NeighborDistance => NeighborDistance.Read(reader, columns),
            ScorerKind.LocalOutlierFactor => LocalOutlierFactor.Read(reader, columns),
            ScorerKind.Tails => TailScorer.Read(reader, columns),
            ScorerKind.Histograms => HistogramScorer.Read(reader, columns),
            ScorerKind.Mahalanobis => MahalanobisScorer.Read(reader, columns),
            ScorerKind.Principal => PrincipalScorer.Read(reader, columns),
            ScorerKind.Projections => ProjectionScorer.Read(reader, columns),
            ScorerKind.Hyperspheres => HypersphereScorer.Read(reader, columns),
            ScorerKind.Clusters => ClusterScorer.Read(reader, columns),
            ScorerKind.Mixture => MixtureScorer.Read(reader, columns),
            ScorerKind.Connectivity => ConnectivityFactor.Read(reader, columns),
            ScorerKind.OneClass => OneClassScorer.Read(reader, columns),
            ScorerKind.KernelDensity => KernelDensityScorer.Read(reader, columns),
            ScorerKind.Angles => AngleScorer.Read(reader, columns),
            ScorerKind.Ranked when !nested => RankedEnsemble.Read(reader, columns, kinds),
            ScorerKind.Custom => ScorerKinds.Read(reader, columns, kinds),
            _ => throw new InvalidDataException($"There is no scorer of kind {(byte)kind}."),
        };
    }

    /// <summary>Scores points that lie row after row.</summary>
    internal abstract void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores);

    private protected abstract void WriteState(BinaryWriter writer);
}

internal enum ScorerKind : byte
{
    IsolationForest = 1,
    ExtendedIsolationForest,
    NeighborDistance,
    LocalOutlierFactor,
    Tails,
    Histograms,
    Mahalanobis,
    Principal,
    Ranked,
    Projections,
    Hyperspheres,
    Clusters,
    Mixture,
    Connectivity,
    OneClass,
    KernelDensity,
    Angles,
    Custom = 255,
}

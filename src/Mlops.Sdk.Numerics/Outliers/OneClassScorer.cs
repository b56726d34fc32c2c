using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>How far a point lies outside of the region that a one-class support vector machine with a Gaussian kernel draws about a sample (Schoelkopf et al. 2001): the negative of its decision function, above 0 outside.</summary>
/// <remarks>
/// The kernel is approximated by random features (<see cref="RandomFeatures"/>), so that time and memory do not grow with the square of the sample; the error of an answer falls with the root of their number. The columns should have one unit.
/// Learnt from at most 10,000 of the points. Far from all of the sample the kernel is 0, so that points far out are not told apart. Directions times columns steps a point.
/// </remarks>
public sealed class OneClassScorer : OutlierScorer
{
    private const int SampleRows = 10_000;
    private const int Steps = 64;

    private readonly RandomFeatures _map;
    private readonly double[] _weights;
    private readonly double _offset;
    private readonly double[] _center;

    private OneClassScorer(RandomFeatures map, double[] weights, double offset, double[] center)
        : base(center.Length) => (_map, _weights, _offset, _center) = (map, weights, offset, center);

    private protected override ScorerKind Kind => ScorerKind.OneClass;

    /// <summary>Learns the region.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="nu">The share of the points that may lie outside, above 0 and at most 1.</param>
    /// <param name="gamma">The kernel is exp(-gamma times the squared distance); above 0. Null for 1 / columns.</param>
    /// <param name="directions">How many random directions, at least 1; each makes two features.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static OneClassScorer Fit(ReadOnlyMemory<double>[] columns, double nu, double? gamma, int directions, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        if (!(nu > 0 && nu <= 1)) throw new ArgumentOutOfRangeException(nameof(nu), nu, "The share outside is above 0 and at most 1.");
        if (gamma is { } given && !(given > 0 && double.IsFinite(given))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma is finite and above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 1);
        int rows = PointColumns.RequireRows(columns), width = columns.Length, used = Math.Min(rows, SampleRows);
        int[]? chosen = rows > used ? random.Split("sample").SampleWithoutReplacement(rows, used) : null;
        RandomFeatures map = RandomFeatures.Draw(width, directions, gamma ?? 1.0 / width, random.Split("directions"));
        double[] features = new double[used * map.Count];
        Parallel.For(0, used, parallel, () => new double[width], (i, _, point) =>
        {
            int row = chosen?[i] ?? i;
            for (int c = 0; c < width; c++) point[c] = columns[c].Span[row];
            map.Map(point, features.AsSpan(i * map.Count, map.Count));
            return point;
        }, _ => { });
        OneClassSolver solved = OneClassSolver.Solve(features, map.Count, nu, parallel);
        return new OneClassScorer(map, solved.Sum, solved.Offset, Array.ConvertAll(columns, column => Descriptive.Mean(column.Span)));
    }

    /// <summary>The slope of the score in each coordinate, added up on the way from the middle of the sample (Sundararajan, Taly and Yan 2017): they add up, nearly, to how much the score exceeds that of the middle.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        parts[..Columns].Clear();
        double[] at = new double[Columns], way = new double[Columns], slope = new double[Columns];
        TensorPrimitives.Subtract(point, _center, way);
        for (int step = 0; step < Steps; step++)
        {
            TensorPrimitives.MultiplyAdd(way, (step + 0.5) / Steps, _center, at);
            _map.Slope(at, _weights, slope);
            for (int c = 0; c < Columns; c++) parts[c] -= slope[c] * way[c] / Steps;
        }
    }

    internal static OneClassScorer Read(BinaryReader reader, int columns)
    {
        double offset = StoredNumbers.Finite(reader.ReadDouble(), "offset");
        RandomFeatures map = RandomFeatures.Read(reader, columns);
        return new OneClassScorer(map, StoredNumbers.ReadDoubles(reader, "weights", map.Count), offset, StoredNumbers.ReadDoubles(reader, "middle", columns));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        double[] features = new double[_map.Count];
        for (int row = 0; row < scores.Length; row++)
        {
            _map.Map(rows.Span.Slice(row * Columns, Columns), features);
            scores[row] = _offset - OrderedSums.Dot(features, _weights);
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write(_offset);
        _map.Write(writer);
        StoredNumbers.Write(writer, _weights);
        StoredNumbers.Write(writer, _center);
    }
}

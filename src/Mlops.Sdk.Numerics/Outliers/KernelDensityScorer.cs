using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The negative logarithm of the density that a normal kernel about every point of a sample gives a point (Parzen 1962). No shape is supposed; the bandwidth says how far a point is seen.</summary>
/// <remarks>
/// The columns should have one unit: the kernel is as wide in each. A point of the sample counts to its own density. Learnt from at most 10,000 of the points. Sample times columns a point.
/// </remarks>
public sealed class KernelDensityScorer : OutlierScorer
{
    private const int SampleRows = 10_000;

    private readonly double[] _points;
    private readonly PointDistances _distances;
    private readonly double _bandwidth;

    private KernelDensityScorer(int columns, double[] points, double bandwidth)
        : base(columns) => (_points, _distances, _bandwidth) = (points, new PointDistances(points, columns, [], 0, penalty: 0), bandwidth);

    private protected override ScorerKind Kind => ScorerKind.KernelDensity;

    /// <summary>Keeps a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="bandwidth">The standard deviation of a kernel, finite and above 0; null for rows to the power of -1 / (columns + 4) (Scott 1992), for columns in standard deviations.</param>
    /// <param name="random">Where chance comes from: which points are kept of more than 10,000.</param>
    public static KernelDensityScorer Fit(ReadOnlyMemory<double>[] columns, double? bandwidth, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        if (bandwidth is { } given && !(given > 0 && double.IsFinite(given))) throw new ArgumentOutOfRangeException(nameof(bandwidth), given, "The bandwidth is finite and above 0.");
        int rows = PointColumns.RequireRows(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1, nameof(columns));
        if (rows > SampleRows)
        {
            int[] chosen = random.SampleWithoutReplacement(rows, SampleRows);
            columns = Array.ConvertAll(columns, column => (ReadOnlyMemory<double>)Array.ConvertAll(chosen, row => column.Span[row]));
        }

        return new KernelDensityScorer(columns.Length, PointColumns.ToRows(columns), bandwidth ?? Math.Pow(columns[0].Length, -1.0 / (columns.Length + 4)));
    }

    /// <summary>The mean squared difference to the points of the sample in each coordinate, in bandwidths, each point counting by what its kernel adds to the density.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        double[] shares = new double[_distances.Count];
        Weigh(point, shares);
        double all = OrderedSums.Sum(shares), unit = 2 * _bandwidth * _bandwidth * all;
        parts[..Columns].Clear();
        for (int i = 0, at = 0; i < shares.Length; i++)
        {
            for (int c = 0; c < Columns; c++, at++) parts[c] += shares[i] * (point[c] - _points[at]) * (point[c] - _points[at]) / unit;
        }
    }

    internal static KernelDensityScorer Read(BinaryReader reader, int columns)
    {
        double bandwidth = StoredNumbers.Finite(reader.ReadDouble(), "bandwidth");
        double[] points = StoredNumbers.ReadDoubles(reader, "coordinates");
        StoredNumbers.Count(points.Length / columns, 1, int.MaxValue, "points");
        return bandwidth > 0 && points.Length % columns == 0 ? new KernelDensityScorer(columns, points, bandwidth) : throw new InvalidDataException($"A bandwidth of {bandwidth} and {points.Length} coordinates are no density over {columns} columns.");
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        double[] shares = new double[_distances.Count];
        double unit = Math.Log(shares.Length) + (Columns * (Math.Log(_bandwidth) + (0.5 * Math.Log(2 * Math.PI))));
        for (int row = 0; row < scores.Length; row++)
        {
            double greatest = Weigh(rows.Span.Slice(row * Columns, Columns), shares);
            scores[row] = unit - greatest - Math.Log(OrderedSums.Sum(shares));
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write(_bandwidth);
        StoredNumbers.Write(writer, _points);
    }

    // What each point adds to the density, over the greatest of them; gives the logarithm of that one.
    private double Weigh(ReadOnlySpan<double> point, double[] shares)
    {
        _distances.Squared(point, [], shares);
        TensorPrimitives.Multiply(shares, -0.5 / (_bandwidth * _bandwidth), shares);
        double greatest = Descriptive.Range(shares).Max;
        TensorPrimitives.Subtract(shares, greatest, shares);
        ElementMath.Exp(shares, shares);
        return greatest;
    }
}

using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The negative logarithm of the density that a mixture of normal distributions gives a point.</summary>
/// <remarks>
/// Fitted by expectation and maximization from the clusters of <see cref="KMeans"/>, until the mean logarithm rises by less than 0.001 or 100 rounds are over; 1e-6 is added to every variance, as scikit-learn does. The columns should have one unit.
/// Components times columns squared a point.
/// </remarks>
public sealed class MixtureScorer : OutlierScorer
{
    private const double Regularizer = 1e-6;
    private const double Tolerance = 1e-3;
    private const int MostRounds = 100;

    private readonly double[] _logWeights;
    private readonly MahalanobisScorer[] _parts;
    private readonly double[] _offsets;

    private MixtureScorer(double[] logWeights, MahalanobisScorer[] parts)
        : base(parts[0].Columns)
    {
        (_logWeights, _parts) = (logWeights, parts);
        _offsets = [.. parts.Select((part, i) => logWeights[i] - (0.5 * ((Columns * Math.Log(2 * Math.PI)) + part.LogDeterminant)))];
    }

    private protected override ScorerKind Kind => ScorerKind.Mixture;

    /// <summary>Fits a mixture.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="components">How many normal distributions, at least 1.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static MixtureScorer Fit(ReadOnlyMemory<double>[] columns, int components, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        int rows = PointColumns.RequireRows(columns), width = columns.Length;
        double[] points = PointColumns.ToRows(columns), centers = KMeans.Fit(points, width, Math.Min(components, rows), 1, random, parallel);
        double[][] shares = Array.ConvertAll(new double[centers.Length / width][], _ => new double[rows]);
        PointColumns.EachBlock(rows, parallel, (_, start, count) =>
        {
            for (int row = start; row < start + count; row++) shares[KMeans.Nearest(points.AsSpan(row * width, width), centers).Center][row] = 1;
        });

        MixtureScorer mixture = Maximize(columns, shares, parallel);
        double last = double.NegativeInfinity;
        for (int round = 0; round < MostRounds && shares.Length > 1; round++)
        {
            double mean = mixture.Expect(points, shares, parallel);
            if (mean - last < Tolerance) break;
            last = mean;
            mixture = Maximize(columns, shares, parallel);
        }

        return mixture;
    }

    /// <summary>The parts of the squared Mahalanobis distance from the component that the point most likely belongs to.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        double[] logs = Logs(point);
        _parts[Array.IndexOf(logs, logs.Max())].Explain(point, parts);
    }

    internal static MixtureScorer Read(BinaryReader reader, int columns)
    {
        double[] weights = StoredNumbers.ReadDoubles(reader, "weights");
        StoredNumbers.Count(weights.Length, 1, 10_000, "components");
        return new MixtureScorer(weights, [.. weights.Select(_ => MahalanobisScorer.Read(reader, columns))]);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        for (int row = 0; row < scores.Length; row++) scores[row] = -LogSum(Logs(rows.Span.Slice(row * Columns, Columns)));
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _logWeights);
        foreach (MahalanobisScorer part in _parts) part.WriteParts(writer);
    }

    private static MixtureScorer Maximize(ReadOnlyMemory<double>[] columns, double[][] shares, ParallelOptions parallel)
    {
        int width = columns.Length, rows = columns[0].Length;
        List<double> weights = [];
        List<MahalanobisScorer> parts = [];
        foreach (double[] share in shares)
        {
            double total = OrderedSums.Sum(share);
            if (!(total > 1e-9 * rows)) continue;
            double[] means = Array.ConvertAll(columns, column => OrderedSums.Dot(column.Span, share) / total), covariance = new double[width * width];
            ReadOnlyMemory<double>[] centred = [.. columns.Select((column, c) => (ReadOnlyMemory<double>)Array.ConvertAll(column.ToArray(), value => value - means[c]))];
            GramMatrix.Compute(centred, share, covariance, parallel);
            TensorPrimitives.Divide<double>(covariance, total, covariance);
            for (int c = 0; c < width; c++) covariance[(c * width) + c] += Regularizer;
            weights.Add(Math.Log(total / rows));
            parts.Add(new MahalanobisScorer(means, covariance));
        }

        return new MixtureScorer([.. weights], [.. parts]);
    }

    // Gives every component its share of every point; a component that died takes none.
    private double Expect(double[] points, double[][] shares, ParallelOptions parallel)
    {
        int rows = points.Length / Columns;

        // One sum a block, added in their order: the same bits on any number of threads.
        double[] sums = new double[PointColumns.Blocks(rows)];
        PointColumns.EachBlock(rows, parallel, (block, start, count) =>
        {
            for (int row = start; row < start + count; row++)
            {
                double[] logs = Logs(points.AsSpan(row * Columns, Columns));
                double all = LogSum(logs);
                sums[block] += all;
                for (int i = 0; i < shares.Length; i++) shares[i][row] = i < logs.Length ? Math.Exp(logs[i] - all) : 0;
            }
        });
        return sums.Sum() / rows;
    }

    private double[] Logs(ReadOnlySpan<double> point)
    {
        double[] logs = new double[_parts.Length];
        for (int i = 0; i < logs.Length; i++) logs[i] = _offsets[i] - (0.5 * _parts[i].Score(point));
        return logs;
    }

    private static double LogSum(double[] logs)
    {
        double greatest = logs.Max(), sum = 0;
        foreach (double log in logs) sum += Math.Exp(log - greatest);
        return greatest + Math.Log(sum);
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by the spheres about small samples that hold it: a sphere reaches to the nearest other point of its sample, and counts by how much larger it is than that of this neighbor (iNNE, Bandaragoda et al. 2018).</summary>
/// <remarks>
/// For each of many samples the smallest sphere that holds the point gives 1 - radius of the neighbor / its own radius, in squares as PyOD has it; a point that none holds gives 1. The score is the mean. Adapts to clusters of different density; the columns should have one unit.
/// Time: samples times their size times columns a point.
/// </remarks>
public sealed class HypersphereScorer : OutlierScorer
{
    private const double LeastRadius = 2.2250738585072014e-308;

    private readonly int _size;
    private readonly double[] _centers;
    private readonly double[] _radii;
    private readonly double[] _ratios;

    private HypersphereScorer(int columns, int size, double[] centers, double[] radii, double[] ratios)
        : base(columns) => (_size, _centers, _radii, _ratios) = (size, centers, radii, ratios);

    private protected override ScorerKind Kind => ScorerKind.Hyperspheres;

    /// <summary>Draws the samples.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="samples">How many samples, at least 1.</param>
    /// <param name="sampleSize">How many points each has, at least 2; all where there are fewer.</param>
    /// <param name="random">Where chance comes from; each sample has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static HypersphereScorer Fit(ReadOnlyMemory<double>[] columns, int samples, int sampleSize, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 2);
        int rows = PointColumns.RequireRows(columns), width = columns.Length, size = Math.Min(sampleSize, rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        double[] centers = new double[samples * size * width], radii = new double[samples * size], ratios = new double[radii.Length];
        Parallel.For(0, samples, parallel, sample =>
        {
            int[] chosen = random.Split(sample).SampleWithoutReplacement(rows, size);
            Span<double> own = centers.AsSpan(sample * size * width, size * width);
            for (int i = 0; i < size; i++)
                for (int c = 0; c < width; c++) own[(i * width) + c] = columns[c].Span[chosen[i]];
            Measure(own, width, radii.AsSpan(sample * size, size), ratios.AsSpan(sample * size, size));
        });
        return new HypersphereScorer(width, size, centers, radii, ratios);
    }

    /// <summary>The squared difference in each coordinate to the nearest center of every sample, shared by what the sample gives: they add up to the score.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        parts[..Columns].Clear();
        int samples = _radii.Length / _size;
        for (int sample = 0; sample < samples; sample++)
        {
            (double score, int nearest) = ScoreOf(sample, point);
            ReadOnlySpan<double> center = _centers.AsSpan(nearest * Columns, Columns);
            double total = OrderedSums.SquaredDistance(point, center);
            for (int c = 0; c < Columns && total > 0; c++) parts[c] += Math.Max(0, score) * (point[c] - center[c]) * (point[c] - center[c]) / total / samples;
        }
    }

    internal static HypersphereScorer Read(BinaryReader reader, int columns)
    {
        int size = StoredNumbers.Count(reader.ReadInt32(), 2, 1 << 20, "points of a sample");
        double[] radii = StoredNumbers.ReadDoubles(reader, "radii");
        if (radii.Length < size || radii.Length % size != 0) throw new InvalidDataException($"{radii.Length} radii are no samples of {size} points.");
        return new HypersphereScorer(columns, size, StoredNumbers.ReadDoubles(reader, "centers", (long)radii.Length * columns), radii, StoredNumbers.ReadDoubles(reader, "ratios", radii.Length));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        int samples = _radii.Length / _size;
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> point = rows.Span.Slice(row * Columns, Columns);
            double sum = 0;
            for (int sample = 0; sample < samples; sample++) sum += ScoreOf(sample, point).Score;
            scores[row] = sum / samples;
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write(_size);
        foreach (double[] part in (double[][])[_radii, _centers, _ratios]) StoredNumbers.Write(writer, part);
    }

    private static void Measure(ReadOnlySpan<double> centers, int width, Span<double> radii, Span<double> ratios)
    {
        Span<int> nearest = radii.Length <= 256 ? stackalloc int[radii.Length] : new int[radii.Length];
        for (int i = 0; i < radii.Length; i++)
        {
            radii[i] = double.MaxValue;
            for (int j = 0; j < radii.Length; j++)
            {
                double distance = i == j ? double.PositiveInfinity : OrderedSums.SquaredDistance(centers.Slice(i * width, width), centers.Slice(j * width, width));
                if (distance < radii[i]) (radii[i], nearest[i]) = (distance, j);
            }
        }

        for (int i = 0; i < radii.Length; i++) ratios[i] = 1 - ((radii[nearest[i]] + LeastRadius) / (radii[i] + LeastRadius));
    }

    private (double Score, int Nearest) ScoreOf(int sample, ReadOnlySpan<double> point)
    {
        double smallest = double.PositiveInfinity, score = 1, closest = double.PositiveInfinity;
        int nearest = sample * _size;
        for (int i = sample * _size; i < (sample + 1) * _size; i++)
        {
            double distance = OrderedSums.SquaredDistance(point, _centers.AsSpan(i * Columns, Columns));
            if (distance < closest) (closest, nearest) = (distance, i);
            if (distance <= _radii[i] && _radii[i] < smallest) (smallest, score) = (_radii[i], _ratios[i]);
        }

        return (score, nearest);
    }
}

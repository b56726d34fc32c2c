using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by its coordinates along the principal axes of the standardized columns.</summary>
/// <remarks>Axes with a variance below 1e-10 of the greatest are left out of what is divided by it. d squared steps a point for d columns.</remarks>
public sealed class PrincipalScorer : OutlierScorer
{
    private const double LeastVariance = 1e-10;

    private readonly PrincipalRule _rule;
    private readonly double[] _means;
    private readonly double[] _units;
    private readonly double[] _axes;
    private readonly double[] _factors;

    private PrincipalScorer(PrincipalRule rule, double[] means, double[] units, double[] axes, double[] factors)
        : base(means.Length) => (_rule, _means, _units, _axes, _factors) = (rule, means, units, axes, factors);

    private protected override ScorerKind Kind => ScorerKind.Principal;

    /// <summary>Learns the axes of a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="rule">What the score is.</param>
    /// <param name="varianceKept">For <see cref="PrincipalRule.Reconstruction"/>: the share of the variance that the axes hold, above 0 and below 1.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static PrincipalScorer Fit(ReadOnlyMemory<double>[] columns, PrincipalRule rule, double varianceKept, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        if (rule == PrincipalRule.Reconstruction && !(varianceKept > 0 && varianceKept < 1))
            throw new ArgumentOutOfRangeException(nameof(varianceKept), varianceKept, "The share of variance kept is above 0 and below 1.");
        CovarianceEstimate estimate = ShrunkCovariance.Empirical(columns, parallel);
        int width = columns.Length;
        double[] units = new double[width], correlation = new double[width * width];
        for (int c = 0; c < width; c++) units[c] = estimate.Covariance[(c * width) + c] is > 0 and var variance ? Math.Sqrt(variance) : 1;
        for (int i = 0; i < correlation.Length; i++) correlation[i] = estimate.Covariance[i] / (units[i / width] * units[i % width]);
        var spectrum = Matrix<double>.Build.Dense(width, width, correlation).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, width).OrderByDescending(axis => spectrum.EigenValues[axis].Real)];
        double[] variances = [.. order.Select(axis => Math.Max(0, spectrum.EigenValues[axis].Real))];
        double[] axes = [.. order.SelectMany(axis => spectrum.EigenVectors.Column(axis))];
        var scorer = new PrincipalScorer(rule, estimate.Location, units, axes, Factors(rule, variances, varianceKept));
        if (rule == PrincipalRule.AxisDistance) scorer.Orient(columns, parallel.CancellationToken);
        return scorer;
    }

    /// <summary>z_i times what the score's quadratic form makes of z there: they add up to the score. For <see cref="PrincipalRule.AxisDistance"/>, which is no such form, the squared coordinates share the score.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        double[] z = new double[Columns];
        Standardize(point, z);
        parts[..Columns].Clear();
        if (_rule == PrincipalRule.AxisDistance)
        {
            double total = OrderedSums.SumOfSquares(z), score = Score(point);
            for (int c = 0; c < Columns && total > 0; c++) parts[c] = score * z[c] * z[c] / total;
            return;
        }

        for (int axis = 0; axis < Columns; axis++)
        {
            ReadOnlySpan<double> direction = Axis(axis);
            double along = _factors[axis] * OrderedSums.Dot(direction, z);
            for (int c = 0; c < Columns; c++) parts[c] += along * direction[c] * z[c];
        }
    }

    internal static PrincipalScorer Read(BinaryReader reader, int columns)
    {
        StoredNumbers.Count(columns, 1, 32_768, "columns");
        var rule = (PrincipalRule)reader.ReadByte();
        if (!Enum.IsDefined(rule)) throw new InvalidDataException($"There is no rule {rule}.");
        double[] means = StoredNumbers.ReadDoubles(reader, "means", columns), units = StoredNumbers.ReadDoubles(reader, "units", columns);
        if (Array.Exists(units, unit => unit <= 0)) throw new InvalidDataException("A stored unit is not above 0.");
        return new PrincipalScorer(rule, means, units, StoredNumbers.ReadDoubles(reader, "axes", (long)columns * columns), StoredNumbers.ReadDoubles(reader, "factors", columns));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        double[] z = new double[Columns];
        for (int row = 0; row < scores.Length; row++)
        {
            Standardize(rows.Span.Slice(row * Columns, Columns), z);
            double sum = 0, size = _rule == PrincipalRule.AxisDistance ? OrderedSums.SumOfSquares(z) : 0;
            for (int axis = 0; axis < Columns; axis++)
            {
                if (_factors[axis] == 0) continue;
                double along = OrderedSums.Dot(Axis(axis), z);
                sum += _factors[axis] * (_rule == PrincipalRule.AxisDistance ? Math.Sqrt(Math.Max(0, size + 1 - (2 * along))) : along * along);
            }

            scores[row] = sum;
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write((byte)_rule);
        foreach (double[] part in (double[][])[_means, _units, _axes, _factors]) StoredNumbers.Write(writer, part);
    }

    private static double[] Factors(PrincipalRule rule, double[] variances, double kept)
    {
        double total = variances.Sum(), before = 0;
        var factors = new double[variances.Length];
        for (int axis = 0; axis < variances.Length; before += variances[axis++])
        {
            bool varies = variances[axis] > LeastVariance * variances[0];
            factors[axis] = rule switch
            {
                PrincipalRule.Standardized => varies ? 1 / variances[axis] : 0,
                PrincipalRule.AxisDistance => varies ? total / variances[axis] : 0,
                _ => axis > 0 && before >= kept * total ? 1 : 0,
            };
        }

        return factors;
    }

    // The way scikit-learn turns an axis: the coordinate that is largest in size is positive.
    private void Orient(ReadOnlyMemory<double>[] columns, CancellationToken cancellationToken)
    {
        int rows = columns[0].Length;
        double[] largest = new double[Columns], point = new double[Columns], z = new double[Columns];
        for (int row = 0; row < rows; row++)
        {
            if (row % PointColumns.RowsPerCheck == 0) cancellationToken.ThrowIfCancellationRequested();
            for (int c = 0; c < Columns; c++) point[c] = columns[c].Span[row];
            Standardize(point, z);
            for (int axis = 0; axis < Columns; axis++)
            {
                double along = OrderedSums.Dot(Axis(axis), z);
                if (Math.Abs(along) > Math.Abs(largest[axis])) largest[axis] = along;
            }
        }

        for (int axis = 0; axis < Columns; axis++)
            if (largest[axis] < 0) TensorPrimitives.Negate<double>(Axis(axis), _axes.AsSpan(axis * Columns, Columns));
    }

    private ReadOnlySpan<double> Axis(int axis) => _axes.AsSpan(axis * Columns, Columns);

    private void Standardize(ReadOnlySpan<double> point, Span<double> z)
    {
        TensorPrimitives.Subtract(point, _means, z);
        TensorPrimitives.Divide(z, _units, z);
    }
}

using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The squared Mahalanobis distance from a place, in units of a covariance.</summary>
/// <remarks>Columns without variance, or that others determine, are left out. d squared steps a point for d columns.</remarks>
public sealed class MahalanobisScorer : OutlierScorer
{
    private readonly double[] _location;
    private readonly double[] _covariance;
    private readonly SymmetricFactor _factor;

    /// <summary>A scorer from a place and a covariance.</summary>
    /// <param name="location">The place, finite.</param>
    /// <param name="covariance">The covariance, row after row, positive semidefinite.</param>
    public MahalanobisScorer(ReadOnlySpan<double> location, ReadOnlySpan<double> covariance)
        : base(location.Length)
    {
        ArgumentOutOfRangeException.ThrowIfZero(location.Length, nameof(location));
        _location = location.ToArray();
        _covariance = covariance.ToArray();
        _factor = SymmetricFactor.Of(_covariance, _location.Length, 1e-12);
    }

    /// <summary>The place.</summary>
    public ReadOnlySpan<double> Location => _location;

    /// <summary>The covariance, row after row.</summary>
    public ReadOnlySpan<double> Covariance => _covariance;

    /// <summary>Whether a column counts: it varies, and those before it do not determine it.</summary>
    /// <param name="column">The column, from 0.</param>
    public bool IsUsed(int column) => _factor.IsDetermined(column);

    private protected override ScorerKind Kind => ScorerKind.Mahalanobis;

    /// <summary>(x - m)_i (C^-1 (x - m))_i for each column: they add up to the score; below 0 where a coordinate makes the others less strange.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        double[] centred = new double[Columns];
        TensorPrimitives.Subtract(point, _location, centred);
        centred.CopyTo(parts);
        _factor.Solve(parts[..Columns]);
        TensorPrimitives.Multiply(parts[..Columns], centred, parts);
    }

    internal static MahalanobisScorer Read(BinaryReader reader, int columns)
    {
        StoredNumbers.Count(columns, 1, 32_768, "columns");
        return new MahalanobisScorer(StoredNumbers.ReadDoubles(reader, "places", columns), StoredNumbers.ReadDoubles(reader, "covariances", (long)columns * columns));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        Span<double> centred = Columns <= 256 ? stackalloc double[Columns] : new double[Columns];
        for (int row = 0; row < scores.Length; row++)
        {
            TensorPrimitives.Subtract(rows.Span.Slice(row * Columns, Columns), _location, centred);
            _factor.SolveLower(centred);
            scores[row] = OrderedSums.SumOfSquares(centred);
        }
    }

    /// <summary>The logarithm of the determinant of the covariance, over the columns that count.</summary>
    internal double LogDeterminant => _factor.LogDeterminant;

    internal void WriteParts(BinaryWriter writer) => WriteState(writer);

    private protected override void WriteState(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _location);
        StoredNumbers.Write(writer, _covariance);
    }
}

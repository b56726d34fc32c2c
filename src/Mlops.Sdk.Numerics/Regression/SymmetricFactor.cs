namespace Mlops.Sdk.Numerics;

/// <summary>The Cholesky factor of a symmetric matrix that may be singular: a row that the rows before it determine is left out, and what is solved for gets 0 there.</summary>
public sealed class SymmetricFactor
{
    private readonly double[] _lower;
    private readonly bool[] _determined;

    private SymmetricFactor(int size, double[] lower, bool[] determined) => (Size, _lower, _determined) = (size, lower, determined);

    /// <summary>The number of rows.</summary>
    public int Size { get; }

    /// <summary>Whether any row was left out.</summary>
    public bool IsSingular => Array.Exists(_determined, one => !one);

    /// <summary>Factors a matrix. Costs a third of the cube of its size.</summary>
    /// <param name="matrix">A positive semidefinite matrix, row after row; only its lower half is read.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="tolerance">A row is left out when so small a share of its diagonal is not explained by the rows before.</param>
    /// <exception cref="ArgumentException">The length is not the square of the size.</exception>
    public static SymmetricFactor Of(ReadOnlySpan<double> matrix, int size, double tolerance = 1e-10)
    {
        if (matrix.Length != size * size) throw new ArgumentException($"A matrix of {size} rows has {size * size} numbers, got {matrix.Length}.", nameof(matrix));
        var lower = new double[matrix.Length];
        var determined = new bool[size];
        for (int i = 0; i < size; i++)
        {
            Span<double> row = lower.AsSpan(i * size, size);
            for (int j = 0; j < i; j++)
            {
                if (!determined[j]) continue;
                ReadOnlySpan<double> other = lower.AsSpan(j * size, size);
                row[j] = (matrix[(i * size) + j] - OrderedSums.Dot(row[..j], other[..j])) / other[j];
            }

            double left = matrix[(i * size) + i] - OrderedSums.SumOfSquares(row[..i]);
            determined[i] = left > tolerance * Math.Abs(matrix[(i * size) + i]);
            if (determined[i]) row[i] = Math.Sqrt(left);
            else row[..i].Clear();
        }

        return new SymmetricFactor(size, lower, determined);
    }

    /// <summary>Whether a row counts, and is no combination of the rows before it.</summary>
    /// <param name="row">The row, from 0.</param>
    public bool IsDetermined(int row) => _determined[row];

    /// <summary>The logarithm of the determinant of the rows that count.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Size; i++)
                if (_determined[i]) sum += 2 * Math.Log(_lower[(i * Size) + i]);
            return sum;
        }
    }

    /// <summary>A row of the lower triangle, up to and with its diagonal; zeros for a row that was left out.</summary>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<double> LowerRow(int row) => _lower.AsSpan(row * Size, row + 1);

    /// <summary>Solves with the lower triangle alone, in place: the sum of squares of the result is the quadratic form of the inverse.</summary>
    /// <param name="side">The right side; receives the solution.</param>
    public void SolveLower(Span<double> side)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(side.Length, Size);
        for (int i = 0; i < Size; i++)
            side[i] = _determined[i] ? (side[i] - OrderedSums.Dot(_lower.AsSpan(i * Size, i), side[..i])) / _lower[(i * Size) + i] : 0;
    }

    /// <summary>Solves for one right side, in place.</summary>
    /// <param name="side">The right side; receives the solution.</param>
    public void Solve(Span<double> side)
    {
        SolveLower(side);
        for (int i = Size - 1; i >= 0; i--)
        {
            if (!_determined[i]) continue;
            side[i] /= _lower[(i * Size) + i];
            double value = side[i];
            for (int j = 0; j < i; j++) side[j] -= _lower[(i * Size) + j] * value;
        }
    }

    /// <summary>The inverse, row after row; rows and columns that were left out are NaN. Costs the cube of the size.</summary>
    public double[] Inverse()
    {
        var inverse = new double[Size * Size];
        for (int column = 0; column < Size; column++)
        {
            Span<double> own = inverse.AsSpan(column * Size, Size);
            own[column] = 1;
            Solve(own);
            for (int row = 0; row < Size; row++)
                if (!_determined[row] || !_determined[column]) own[row] = double.NaN;
        }

        return inverse;
    }
}

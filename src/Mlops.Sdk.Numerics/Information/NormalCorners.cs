using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The corners of a grid over the bivariate normal distribution. The grid is symmetric about zero, so only its lower half is computed.</summary>
internal sealed class NormalCorners
{
    private readonly double[] _rows;
    private readonly double[] _columns;
    private readonly double[] _distances;
    private readonly double[] _products;
    private readonly double[] _rowShares;
    private readonly double[] _columnShares;

    public NormalCorners(double[] rows, double[] columns)
    {
        (_rows, _columns) = (rows, columns);
        Count = ((rows.Length + 1) / 2) * columns.Length;
        _distances = new double[Count];
        _products = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            double h = rows[i / columns.Length], k = columns[i % columns.Length];
            _distances[i] = 0.5 * (h - k) * (h - k);
            _products[i] = h * k;
        }

        (_rowShares, _columnShares) = (Shares(rows), Shares(columns));
    }

    /// <summary>How many corners are computed.</summary>
    public int Count { get; }

    /// <summary>The derivative of the distribution at every corner by the arc sine of the correlation.</summary>
    public void Density(double angle, Span<double> densities)
    {
        double sine = Math.Sin(angle), cosine = Math.Cos(angle), square = cosine * cosine;
        for (int i = 0; i < densities.Length; i++)
        {
            // At a right angle only the corners on the diagonal count.
            double apart = _distances[i] == 0 ? 0 : _distances[i] / square;
            densities[i] = -apart - (_products[i] / (1 + sine));
        }

        ElementMath.Exp(densities, densities);
        TensorPrimitives.Multiply(densities, 0.15915494309189535, densities);
    }

    /// <summary>The sum over the cells of (share - share when independent)^2 / share when independent, and its derivative.</summary>
    public (double Value, double Slope) Contingency(ReadOnlySpan<double> integrals, ReadOnlySpan<double> densities)
    {
        double value = 0, slope = 0;
        for (int i = 0; i < _rowShares.Length; i++)
        {
            for (int j = 0; j < _columnShares.Length; j++)
            {
                double excess = Cell(integrals, i, j), expected = _rowShares[i] * _columnShares[j];
                value += excess * (excess / expected);
                slope += 2 * Cell(densities, i, j) * (excess / expected);
            }
        }

        return (value, slope);
    }

    private double Cell(ReadOnlySpan<double> corners, int i, int j) => At(corners, i + 1, j + 1) - At(corners, i, j + 1) - At(corners, i + 1, j) + At(corners, i, j);

    private double At(ReadOnlySpan<double> corners, int i, int j)
    {
        int width = _columns.Length, corner = (i * width) + j;
        return corner < Count ? corners[corner] : corners[((_rows.Length - 1 - i) * width) + (width - 1 - j)];
    }

    // By the tail that is nearer, so that shares far from the middle keep their digits.
    private static double[] Shares(double[] edges) =>
        [.. edges.Skip(1).Zip(edges, (high, low) => high <= 0 ? Normal.Cumulative(high) - Normal.Cumulative(low) : low >= 0 ? Normal.Survival(low) - Normal.Survival(high) : 1 - Normal.Cumulative(low) - Normal.Survival(high))];
}

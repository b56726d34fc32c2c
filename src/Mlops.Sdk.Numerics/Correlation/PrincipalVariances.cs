using MathNet.Numerics.LinearAlgebra;

namespace Mlops.Sdk.Numerics;

/// <summary>How the variance of many columns together is spread over directions.</summary>
public static class PrincipalVariances
{
    /// <summary>
    /// The variances along the principal directions, greatest first: the eigenvalues of the covariance (n - 1). They are taken from the smaller of the two matrices that have them, rows by rows or columns by columns, so that
    /// at most as many come out as there are columns, or rows less one.
    /// </summary>
    /// <param name="values">The numbers row by row; all finite.</param>
    /// <param name="rows">How many rows, at least 2.</param>
    /// <param name="columns">How many columns.</param>
    /// <returns>Variances, none below 0. O(rows columns m + m^3) with m the smaller of both.</returns>
    /// <exception cref="ArgumentException">There are not rows times columns values.</exception>
    public static double[] Of(ReadOnlySpan<double> values, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length != (long)rows * columns) throw new ArgumentException($"There are {values.Length} values and not {rows} times {columns}.", nameof(values));
        double[] centered = values.ToArray();
        for (int column = 0; column < columns; column++)
        {
            double mean = 0;
            for (int row = 0; row < rows; row++) mean += (centered[(row * columns) + column] - mean) / (row + 1);
            for (int row = 0; row < rows; row++) centered[(row * columns) + column] -= mean;
        }

        Matrix<double> data = Matrix<double>.Build.Dense(columns, rows, centered).Transpose();
        Matrix<double> products = rows <= columns ? data.TransposeAndMultiply(data) : data.TransposeThisAndMultiply(data);
        int most = Math.Min(columns, rows - 1);
        return [.. products.Evd(Symmetricity.Symmetric).EigenValues.Select(value => Math.Max(0, value.Real) / (rows - 1)).OrderDescending().Take(most)];
    }

    /// <summary>The effective rank (Roy and Vetterli 2007): the exponential of the entropy of the shares of variance; between 1 and their number. NaN without variance.</summary>
    /// <param name="variances">Variances, none below 0.</param>
    public static double EffectiveRank(ReadOnlySpan<double> variances)
    {
        double sum = 0, entropy = 0;
        foreach (double variance in variances) sum += variance;
        if (!(sum > 0 && double.IsFinite(sum))) return double.NaN;
        foreach (double variance in variances)
            if (variance > 0) entropy -= variance / sum * Math.Log(variance / sum);
        return Math.Exp(entropy);
    }
}

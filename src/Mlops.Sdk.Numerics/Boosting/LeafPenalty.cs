namespace Mlops.Sdk.Numerics;

/// <summary>What is asked of a leaf: penalties on its value, least rows and curvature, and the range that monotone constraints leave it.</summary>
/// <param name="L1">Penalty on the absolute value.</param>
/// <param name="L2">Penalty on the square.</param>
/// <param name="MinimumRows">Fewest rows.</param>
/// <param name="MinimumHessian">Least sum of second derivatives.</param>
public readonly record struct LeafPenalty(double L1, double L2, int MinimumRows, double MinimumHessian)
{
    /// <summary>The value of a leaf that lowers the loss most (Chen and Guestrin 2016, equation 5, with the soft threshold of an L1 penalty), kept within a range.</summary>
    /// <param name="sums">What its rows add up to.</param>
    /// <param name="low">Least value allowed.</param>
    /// <param name="high">Greatest value allowed.</param>
    public double Value(in GradientBin sums, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        double curvature = sums.Hessian + L2;
        return curvature > 0 ? Math.Clamp(-Soften(sums.Gradient) / curvature, low, high) : Math.Clamp(0, low, high);
    }

    /// <summary>By how much a leaf of a value lowers the loss, times two.</summary>
    /// <param name="sums">What its rows add up to.</param>
    /// <param name="value">The value of the leaf.</param>
    public double Gain(in GradientBin sums, double value) => -((2 * Soften(sums.Gradient) * value) + ((sums.Hessian + L2) * value * value));

    /// <summary>Whether a leaf may hold these rows.</summary>
    /// <param name="sums">What its rows add up to.</param>
    public bool Allows(in GradientBin sums) => sums.Count >= MinimumRows && sums.Hessian >= MinimumHessian;

    /// <summary>Whether a leaf may hold these rows, when rows count by their share of the second derivatives of the leaf that is split, as in LightGBM.</summary>
    /// <param name="sums">What its rows add up to.</param>
    /// <param name="rowsPerHessian">The rows of the leaf that is split over its second derivatives.</param>
    public bool Allows(in GradientBin sums, double rowsPerHessian) => Math.Round(sums.Hessian * rowsPerHessian) >= MinimumRows && sums.Hessian >= MinimumHessian;

    private double Soften(double gradient) => gradient > L1 ? gradient - L1 : gradient < -L1 ? gradient + L1 : 0;
}

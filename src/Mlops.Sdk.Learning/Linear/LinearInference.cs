using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How sure the weights are: the covariance of the standardised weights of a fit without penalties, and which weights the data do not determine.</summary>
internal sealed class LinearInference
{
    private LinearInference(double[]? covariance, double degreesOfFreedom, IReadOnlyList<string> undetermined, bool[] isDetermined) =>
        (Covariance, DegreesOfFreedom, Undetermined, IsDetermined) = (covariance, degreesOfFreedom, undetermined, isDetermined);

    /// <summary>Row after row, in the order of the point; null when it is not known.</summary>
    public double[]? Covariance { get; }

    /// <summary>Of Student's t; infinite for classes.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The columns whose weight is 0 because others say the same.</summary>
    public IReadOnlyList<string> Undetermined { get; }

    public bool[] IsDetermined { get; }

    public static LinearInference Of(LinearProblem problem, LinearSolver solver, LinearModelOptions options, LabelScale scale, LinearDesign design)
    {
        var determined = new bool[problem.Size];
        Array.Fill(determined, true);
        if (!options.IsPlain || solver.Factor is not { } factor) return new LinearInference(null, double.NaN, [], determined);
        var undetermined = new List<string>();
        int rank = 0;
        for (int i = 0; i < problem.Size; i++)
        {
            determined[i] = factor.IsDetermined(i);
            rank += determined[i] ? 1 : 0;
            if (!determined[i] && i < problem.Width) undetermined.Add(design.NameOf(i - 1));
        }

        double[] covariance = factor.Inverse();
        if (problem.Classes > 0) return new LinearInference(covariance, double.PositiveInfinity, undetermined, determined);
        double degrees = design.Weights.Count(weight => weight > 0) - rank;
        if (!(degrees > 0)) return new LinearInference(null, double.NaN, undetermined, determined);

        // The residual variance of the standardised label.
        double variance = 2 * problem.Evaluate(solver.Point, new double[problem.Size]) / degrees;
        for (int i = 0; i < covariance.Length; i++) covariance[i] *= variance;
        return new LinearInference(covariance, degrees, undetermined, determined);
    }

    /// <summary>The standard error of a sum of weights; null when not known.</summary>
    public double? ErrorOf(ReadOnlySpan<(int Index, double Factor)> sum)
    {
        if (Covariance is null) return null;
        int size = IsDetermined.Length;
        double variance = 0;
        foreach ((int first, double left) in sum)
        {
            if (!IsDetermined[first]) continue;
            foreach ((int second, double right) in sum)
                if (IsDetermined[second]) variance += left * right * Covariance[(first * size) + second];
        }

        return variance >= 0 && double.IsFinite(variance) ? Math.Sqrt(variance) : null;
    }

    /// <summary>A weight with its statistic, p-value and interval.</summary>
    public Coefficient Describe(string feature, string? level, string? output, double weight, double standardized, double? error)
    {
        if (error is not > 0) return new Coefficient(feature, level, output, weight, standardized, null, null, null, null, null);
        double statistic = weight / error.Value;
        bool normal = double.IsPositiveInfinity(DegreesOfFreedom);
        double tail = normal ? Normal.Survival(Math.Abs(statistic)) : StudentT.Survival(Math.Abs(statistic), DegreesOfFreedom);
        double reach = (normal ? Normal.Quantile(0.975) : StudentT.Quantile(0.975, DegreesOfFreedom)) * error.Value;
        return new Coefficient(feature, level, output, weight, standardized, error, statistic, 2 * tail, weight - reach, weight + reach);
    }
}

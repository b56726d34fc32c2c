namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Poisson"/>.</summary>
public sealed record PoissonLoss : BoostingLoss
{
    // The curvature is raised by exp(0.7), which keeps the first steps short where the mean is still far off (as XGBoost and LightGBM do with their max_delta_step).
    private static readonly double s_caution = Math.Exp(0.7);

    internal override TaskKind Task => TaskKind.Regression;

    internal override LinkFunction Link => LinkFunction.Exponential;

    internal override string? Fault(double label) => label >= 0 ? null : "counts and rates are at least 0";

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores) => scores[0] = Math.Log(Math.Max(Mean(labels, weights), 1e-12));

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = Weight(weights, row), mean = Math.Exp(scores[row]);
            derivatives[2 * row] = (float)(weight * (mean - labels[row]));
            derivatives[(2 * row) + 1] = (float)(weight * mean * s_caution);
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores) => Math.Exp(scores[0]) - (label * scores[0]);
}

namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Huber"/>.</summary>
/// <param name="Delta">The residual from which on the loss is absolute.</param>
public sealed record HuberLoss(double Delta) : BoostingLoss
{
    internal override TaskKind Task => TaskKind.Regression;

    internal override IEnumerable<string> Problems()
    {
        if (!(Delta > 0 && double.IsFinite(Delta))) yield return FormattableString.Invariant($"The delta of the Huber loss is {Delta}; it is finite and above 0.");
    }

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores) => scores[0] = LeafQuantiles.Of(labels.ToArray(), weights.IsEmpty ? null : weights.ToArray(), 0.5);

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = Weight(weights, row);
            derivatives[2 * row] = (float)(weight * Math.Clamp(scores[row] - labels[row], -Delta, Delta));
            derivatives[(2 * row) + 1] = (float)weight;
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores)
    {
        double residual = Math.Abs(label - scores[0]);
        return residual <= Delta ? residual * residual / 2 : Delta * (residual - (Delta / 2));
    }
}

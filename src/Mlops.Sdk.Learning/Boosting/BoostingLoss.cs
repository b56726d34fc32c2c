using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What gradient boosting minimises.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(SquaredLoss), "squared")]
[JsonDerivedType(typeof(QuantileLoss), "quantile")]
[JsonDerivedType(typeof(HuberLoss), "huber")]
[JsonDerivedType(typeof(PoissonLoss), "poisson")]
[JsonDerivedType(typeof(GammaLoss), "gamma")]
[JsonDerivedType(typeof(LogisticLoss), "logistic")]
[JsonDerivedType(typeof(SoftmaxLoss), "softmax")]
public abstract record BoostingLoss
{
    private protected BoostingLoss()
    {
    }

    /// <summary>The squared error: the mean of the label is learnt.</summary>
    public static BoostingLoss Squared { get; } = new SquaredLoss();

    /// <summary>The pinball loss: a quantile of the label is learnt.</summary>
    /// <param name="probability">Which quantile, above 0 and below 1; 0.5 is the median.</param>
    public static BoostingLoss Quantile(double probability = 0.5) => new QuantileLoss(probability);

    /// <summary>The squared error up to a residual, the absolute one beyond: outliers pull less (Huber 1964).</summary>
    /// <param name="delta">The residual, in units of the label; above 0.</param>
    public static BoostingLoss Huber(double delta = 1) => new HuberLoss(delta);

    /// <summary>The Poisson deviance, for counts and rates of at least 0: the logarithm of the mean is learnt.</summary>
    public static BoostingLoss Poisson { get; } = new PoissonLoss();

    /// <summary>The gamma deviance, for amounts above 0: the logarithm of the mean is learnt.</summary>
    public static BoostingLoss Gamma { get; } = new GammaLoss();

    /// <summary>The log loss of two classes.</summary>
    public static BoostingLoss Logistic { get; } = new LogisticLoss();

    /// <summary>The log loss of several classes.</summary>
    public static BoostingLoss Softmax { get; } = new SoftmaxLoss();

    /// <summary>Which task the loss is for.</summary>
    internal abstract TaskKind Task { get; }

    /// <summary>From score to prediction.</summary>
    internal virtual LinkFunction Link => LinkFunction.Identity;

    internal virtual IEnumerable<string> Problems() => [];

    /// <summary>Why a label cannot be learnt with this loss, or null.</summary>
    internal virtual string? Fault(double label) => null;

    /// <summary>The scores before the first tree, one an output.</summary>
    internal abstract void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores);

    /// <summary>First and second derivatives by the score, side by side for each row, of one output.</summary>
    /// <param name="labels">Labels, or codes of classes.</param>
    /// <param name="scores">Scores, output after output for each row.</param>
    /// <param name="weights">Weights, or empty.</param>
    /// <param name="output">Which output.</param>
    /// <param name="derivatives">Receives them.</param>
    internal abstract void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives);

    /// <summary>The derivatives of every output of some rows.</summary>
    /// <param name="labels">Labels, or codes of classes.</param>
    /// <param name="scores">Scores, output after output for each row.</param>
    /// <param name="weights">Weights, or empty.</param>
    /// <param name="first">The place of the first of the rows among those of <paramref name="derivatives"/>.</param>
    /// <param name="derivatives">Receives them, by output.</param>
    internal virtual void DeriveAll(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int first, float[][] derivatives)
    {
        for (int output = 0; output < derivatives.Length; output++) Derive(labels, scores, weights, output, derivatives[output].AsSpan(2 * first, 2 * labels.Length));
    }

    /// <summary>The loss of one row.</summary>
    internal abstract double Of(double label, ReadOnlySpan<double> scores);

    /// <summary>The quantile of the residuals that is the best value of a leaf, where that is not the Newton step; else null.</summary>
    internal virtual double? LeafQuantile => null;

    private protected static double Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    private protected static double Mean(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0, total = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            sum += Weight(weights, row) * labels[row];
            total += Weight(weights, row);
        }

        return sum / total;
    }
}

using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tunes decisions on rows that the trainer did not see, so that small classes get their share: for two classes the threshold, for more a factor on the probability of each class. Changes decisions, never probabilities.</summary>
public sealed class DecisionBalancer : PostStep<DecisionBalancerOptions>
{
    /// <summary>A balancer of decisions.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">The metric does not judge decisions.</exception>
    public DecisionBalancer(DecisionBalancerOptions? options = null)
        : base(options, PreparationJson.Default.DecisionBalancerOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => BalancedPredictor.KindName;

    /// <inheritdoc/>
    protected override string Purpose => "tune_threshold";

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO1706: a number is predicted, or fewer than two classes occur in the calibration rows.</exception>
    protected override WrappedPredictor FitCore(Predictor predictor, Dataset calibration, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(context);
        if (predictor.Task == TaskKind.Regression)
            throw new MlopsException("MLO1706", $"Label {ErrorText.Show(predictor.Label)} is a number, and decisions are between classes. Leave .Rebalance() out, or set TuneDecision = false.");
        if (predictor.Task == TaskKind.Binary)
            return new DecisionThreshold(new() { Metric = Options.Metric }).Fit(predictor, calibration, context.Run with { Observer = null }, context.CancellationToken);
        LabelData label = LabelData.ReadFor(calibration, predictor.Task, predictor.Classes);
        int occurring = label.CountClasses().Count(count => count > 0);
        if (occurring < 2)
            throw new MlopsException("MLO1706", $"{occurring} class(es) of {ErrorText.Show(predictor.Label)} occur in the {calibration.RowCount} calibration rows; at least 2 are needed. Give more rows.");
        Predictions said = predictor.Score(calibration, context.CancellationToken);
        (double[] factors, double before, double after) = DecisionWeights.Search(said.Probabilities, label.Codes.Span, RowWeights.Read(calibration), predictor.Classes.Length, context.CancellationToken);
        return new BalancedPredictor(predictor, new BalancedState { Factors = [.. factors], F1Before = before, F1After = after, Rows = calibration.RowCount });
    }
}

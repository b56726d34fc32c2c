using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns from which probability on a row is taken for positive, on rows that the trainer did not see. Changes decisions, never probabilities. Two classes only.</summary>
public sealed class DecisionThreshold(DecisionThresholdOptions? options = null) : PostStep<DecisionThresholdOptions>(options, LearningJson.Default.DecisionThresholdOptions)
{
    /// <inheritdoc/>
    public override string Kind => ThresholdPredictor.KindName;

    /// <inheritdoc/>
    protected override bool UsesDecisions => true;

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO2111: there are not two classes, or only one occurs in the calibration rows.</exception>
    protected override WrappedPredictor FitCore(Predictor predictor, Dataset calibration, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(context);
        if (predictor.Task != TaskKind.Binary) throw new MlopsException("MLO2111", $"A decision threshold is for two classes; '{predictor.Label}' is {predictor.Task}. Leave TuneThreshold() out.");
        MetricData data = MetricData.Create(predictor.Score(calibration, context.CancellationToken), calibration);
        CalibrationRows.RequireTwoClasses(data, predictor);
        return new ThresholdPredictor(predictor, ThresholdSearch.Run(data, Options, context.CancellationToken));
    }
}

using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>
/// Learns how far probabilities are from observed frequencies, on rows that the trainer did not see, and corrects them. More than two classes: each against the rest, then brought to a sum of 1; by temperature and multinomially all at once.
/// Rows are decided anew by the corrected probabilities, so a decision threshold is tuned after it.
/// </summary>
public sealed class ProbabilityCalibrator(CalibratorOptions? options = null) : PostStep<CalibratorOptions>(options, LearningJson.Default.CalibratorOptions)
{
    /// <inheritdoc/>
    public override string Kind => CalibratedPredictor.KindName;

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO2111: numbers are predicted, or one class only occurs in the calibration rows.</exception>
    protected override WrappedPredictor FitCore(Predictor predictor, Dataset calibration, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(context);
        if (predictor.Task == TaskKind.Regression) throw new MlopsException("MLO2111", $"Calibration is for classes; '{predictor.Label}' is a number. Leave Calibrate() out.");
        MetricData data = MetricData.Create(predictor.Score(calibration, context.CancellationToken), calibration);
        CalibrationRows.RequireTwoClasses(data, predictor);
        if (Options.Method == CalibrationMethod.Temperature)
            return new CalibratedPredictor(predictor, new CalibrationState { Method = Options.Method, Rows = data.Count, Temperature = TemperatureScaling.Fit(data.Probabilities, data.Actual, data.ClassCount, data.Weights).Temperature });
        if (Options.Method == CalibrationMethod.Multinomial && data.ClassCount > 2)
        {
            MultinomialScaling scaling = MultinomialScaling.Fit(data.Probabilities, data.Actual, data.ClassCount, data.Weights, context.CancellationToken);
            return new CalibratedPredictor(predictor, new CalibrationState { Method = Options.Method, Rows = data.Count, Slope = scaling.Slope, Shifts = scaling.Shifts.ToArray() });
        }

        int[] classes = data.ClassCount == 2 ? [1] : [.. Enumerable.Range(0, data.ClassCount)];
        CalibrationMap[] maps = [.. classes.Select(index => Map(data, index, context))];
        return new CalibratedPredictor(predictor, new CalibrationState { Method = Options.Method, Rows = data.Count, Maps = maps });
    }

    private CalibrationMap Map(MetricData data, int index, FitContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        double[] scores = data.Scores(index);
        bool[] positive = Array.ConvertAll(data.Actual, code => code == index);
        if (Options.Method == CalibrationMethod.Isotonic)
        {
            IsotonicRegression isotonic = IsotonicRegression.Fit(scores, Array.ConvertAll(positive, value => value ? 1.0 : 0.0), data.Weights);
            return new CalibrationMap { X = [.. isotonic.X], Y = [.. isotonic.Y] };
        }

        if (Options.Method == CalibrationMethod.Beta)
        {
            BetaCalibration beta = BetaCalibration.Fit(scores, positive, data.Weights);
            return new CalibrationMap { Slope = beta.A, Complement = beta.B, Intercept = beta.C };
        }

        PlattScaling platt = PlattScaling.Fit(Array.ConvertAll(scores, CalibrationMap.LogOdds), positive, data.Weights);
        return new CalibrationMap { Slope = platt.Slope, Intercept = platt.Intercept };
    }
}

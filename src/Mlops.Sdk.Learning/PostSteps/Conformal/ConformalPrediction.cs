using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>
/// Learns, on rows that the trainer did not see, how wrong a model can be, and adds to each prediction a set of classes or an interval that holds the truth of new rows as often as asked, whatever the model and the
/// distribution, as long as the new rows come from where the calibration rows came from (split conformal prediction, Vovk, Gammerman and Shafer 2005). Predictions stay as they are.
/// </summary>
/// <remarks>
/// The coverage holds on average over rows and over draws of the calibration rows: with n of them it lies within about 1 / sqrt(n) of what was asked. With <see cref="Pipeline.WithCalibrationFolds"/> all training rows
/// calibrate, by models of other folds; the proof does not apply then, as the models of the folds are not the final one; measure the coverage on rows of your own. Weights are not used.
/// Read it by <see cref="PredictionAnnotations.SetOf"/> and <see cref="PredictionAnnotations.IntervalOf"/>, judge it by <see cref="CoverageExtensions.EvaluateCoverage"/>.
/// </remarks>
public sealed class ConformalPrediction(ConformalOptions? options = null) : PostStep<ConformalOptions>(options, LearningJson.Default.ConformalOptions)
{
    /// <inheritdoc/>
    public override string Kind => ConformalPredictor.KindName;

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO2111: the method is not for the task, or no calibration row has a label.</exception>
    protected override WrappedPredictor FitCore(Predictor predictor, Dataset calibration, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(context);
        bool numbers = predictor.Task == TaskKind.Regression;
        ConformalMethod method = Options.Method == ConformalMethod.Auto ? numbers ? ConformalMethod.AbsoluteResidual : ConformalMethod.LeastAmbiguous : Options.Method;
        if (numbers != ConformalScores.AreOfNumbers(method))
            throw new MlopsException("MLO2111", $"Method {method} is for {(numbers ? "classes" : "numbers")}; '{predictor.Label}' is {predictor.Task}. Use ConformalMethod.Auto.");
        if (numbers && Options.ByClass) throw new MlopsException("MLO2111", $"ByClass is for classes; '{predictor.Label}' is a number.");
        Predictions said = predictor.Score(calibration, context.CancellationToken);
        MetricData data = MetricData.Create(said, calibration);
        context.CancellationToken.ThrowIfCancellationRequested();
        if (data.Count == 0) throw new MlopsException("MLO2111", $"No calibration row has a label '{predictor.Label}'. Give rows with labels.");
        var state = new ConformalState
        {
            Method = method, Coverage = Options.Coverage, ByClass = Options.ByClass, AllowEmptySets = Options.AllowEmptySets, WeightsIgnored = data.Weights.Length > 0,
        };
        return numbers ? OfNumbers(predictor, calibration, data, state, context) : OfClasses(predictor, calibration, data, state, context.CancellationToken);
    }

    private static ConformalPredictor OfClasses(Predictor predictor, Dataset calibration, MetricData data, ConformalState state, CancellationToken cancellationToken)
    {
        double[] uniform = state.Method == ConformalMethod.AdaptiveSets ? RowContent.Uniform(SchemaMatch.Conform(calibration, predictor.Inputs), predictor.Inputs) : [];
        var scores = new double[data.Count];
        for (int row = 0; row < scores.Length; row++)
            scores[row] = ConformalScores.Of(state.Method, data.Probabilities.AsSpan(row * data.ClassCount, data.ClassCount), data.Actual[row], uniform.Length == 0 ? 0 : uniform[data.Rows[row]]);
        cancellationToken.ThrowIfCancellationRequested();
        // Rows stand class after class.
        state = state with
        {
            Rows = data.Count,
            Bounds = state.ByClass
                ? [.. data.StratumEnds.Select((end, index) => Bound(scores.AsSpan((index == 0 ? 0 : data.StratumEnds[index - 1])..end), state.Coverage))]
                : [Bound(scores, state.Coverage)],
        };
        double size = 0;
        for (int row = 0; row < data.Count; row++)
            size += ConformalPredictor.Set(state, data.Probabilities.AsSpan(row * data.ClassCount, data.ClassCount), uniform.Length == 0 ? 0 : uniform[data.Rows[row]]).Count(true);
        return new ConformalPredictor(predictor, state with { MeanSize = size / data.Count }, null);
    }

    private static ConformalPredictor OfNumbers(Predictor predictor, Dataset calibration, MetricData data, ConformalState state, FitContext context)
    {
        double[] residuals = new double[data.Count];
        TensorPrimitives.Subtract(data.ActualNumbers, data.PredictedNumbers, residuals);
        if (state.Method == ConformalMethod.AbsoluteResidual)
        {
            double[] sizes = Array.ConvertAll(residuals, Math.Abs);
            double bound = Bound(sizes, state.Coverage);
            return new ConformalPredictor(predictor, state with { Rows = sizes.Length, Bounds = [bound], MeanSize = bound == ConformalState.Unbounded ? null : 2 * bound }, null);
        }

        // One half learns how large residuals are, the other how wrong that is: never the same rows for both.
        int[] order = context.Random.Split("conformal_halves").Permutation(data.Count);
        int[] learn = order[..(order.Length / 2)], judge = order[(order.Length / 2)..];
        Array.Sort(learn);
        Array.Sort(judge);
        Dataset known = SchemaMatch.Conform(calibration.Take(data.Rows), predictor.Inputs);
        bool quantiles = state.Method == ConformalMethod.QuantileRegression;
        double tail = (1 - state.Coverage) / 2;
        if (learn.Length < 2) throw new MlopsException("MLO2111", $"Method {state.Method} learns on half of the calibration rows; there are {data.Count}. Give more, or use ConformalMethod.AbsoluteResidual.");
        ResidualModels models = ResidualModels.Fit(
            predictor, known.Take(learn), Of(data.PredictedNumbers, learn), quantiles ? Of(residuals, learn) : [.. Of(residuals, learn).Select(Math.Abs)],
            quantiles ? [BoostingLoss.Quantile(tail), BoostingLoss.Quantile(1 - tail)] : [BoostingLoss.Squared], context);
        double floor = 1e-3 * learn.Average(row => Math.Abs(residuals[row]));
        state = state with { Rows = judge.Length, Features = [.. models.Features], Floor = floor > 0 ? floor : 1e-12 };
        var (lower, upper) = ConformalPredictor.Reach(state with { Bounds = [quantiles ? 0 : 1] }, models, known.Take(judge), Of(data.PredictedNumbers, judge), context.CancellationToken);
        double[] scores = [.. judge.Select((row, i) => quantiles ? Math.Max(lower[i] - residuals[row], residuals[row] - upper[i]) : Math.Abs(residuals[row]) / upper[i])];
        state = state with { Bounds = [Bound(scores, state.Coverage)] };
        if (state.Bounds[0] == ConformalState.Unbounded) return new ConformalPredictor(predictor, state, models);
        (lower, upper) = ConformalPredictor.Reach(state, models, known.Take(judge), Of(data.PredictedNumbers, judge), context.CancellationToken);
        return new ConformalPredictor(predictor, state with { MeanSize = lower.Zip(upper, (from, to) => to - from).Average() }, models);
    }

    private static double[] Of(double[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private static double Bound(ReadOnlySpan<double> scores, double coverage)
    {
        double bound = ConformalQuantile.Of(scores, coverage);
        return double.IsFinite(bound) ? bound : ConformalState.Unbounded;
    }
}

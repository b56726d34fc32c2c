using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>
/// Learns, on rows that the trainer did not see, from which rows to abstain: so that those that are decided reach an accuracy, or by what errors and abstaining cost. Probabilities and decisions stay; a row abstained
/// from is marked (<c>abstained</c>, <see cref="PredictionAnnotations.IsAbstained(Predictions, int)"/>). By costs, decisions are those of least cost.
/// </summary>
public sealed class RejectOption(RejectOptions? options = null) : PostStep<RejectOptions>(options, LearningJson.Default.RejectOptions)
{
    private const int CurvePoints = 50;

    /// <inheritdoc/>
    public override string Kind => RejectPredictor.KindName;

    /// <inheritdoc/>
    protected override bool UsesDecisions => true;

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO2111: numbers are predicted, costs are given for more than two classes, or one class only occurs in the calibration rows.</exception>
    protected override WrappedPredictor FitCore(Predictor predictor, Dataset calibration, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(context);
        if (predictor.Task == TaskKind.Regression) throw new MlopsException("MLO2111", $"A reject option is for classes; '{predictor.Label}' is a number. Use Conformalize() for intervals.");
        if (Options.Costs is not null && predictor.Task != TaskKind.Binary) throw new MlopsException("MLO2111", $"Costs of two errors are for two classes; '{predictor.Label}' has {predictor.Classes.Length}. Use TargetAccuracy.");
        MetricData data = MetricData.Create(predictor.Score(calibration, context.CancellationToken), calibration);
        CalibrationRows.RequireTwoClasses(data, predictor);
        context.CancellationToken.ThrowIfCancellationRequested();
        var state = new RejectState
        {
            Costs = Options.Costs,
            AbstainCost = Options.Costs is null ? 0 : Options.AbstainCost,
            TargetAccuracy = Options.Costs is null ? Options.TargetAccuracy : null,
            Least = Options.Costs is null ? [.. Enumerable.Range(0, data.ClassCount).Select(index => Least(data, index, context.CancellationToken))] : [],
            Rows = data.Count,
        };
        return new RejectPredictor(predictor, Judge(data, state, context.CancellationToken));
    }

    // The lowest probability from which on the rows decided for the class reach the target; ties are taken together.
    private double Least(MetricData data, int index, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int[] rows = [.. Enumerable.Range(0, data.Count).Where(row => data.Decisions[row] == index).OrderByDescending(row => data.Probabilities[row * data.ClassCount + index])];
        double least = RejectState.Never, right = 0, all = 0, squares = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double weight = data.Weights.Length == 0 ? 1 : data.Weights[rows[i]], own = Probability(i);
            all += weight;
            squares += weight * weight;
            if (data.Actual[rows[i]] == index) right += weight;
            if (i + 1 < rows.Length && Probability(i + 1) == own) continue;
            // With weights, as many rows as they are worth (Kish 1965).
            double effective = squares > 0 ? all * all / squares : 0;
            if (effective > 0 && BinomialBounds.WilsonLower(right / all * effective, effective, Options.Confidence) >= Options.TargetAccuracy) least = own;
        }

        return least;

        double Probability(int i) => data.Probabilities[rows[i] * data.ClassCount + index];
    }

    private static RejectState Judge(MetricData data, RejectState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        double all = 0, decided = 0, right = 0, rightOfAll = 0;
        var confidence = new double[data.Count];
        var correct = new double[data.Count];
        for (int row = 0; row < data.Count; row++)
        {
            double weight = data.Weights.Length == 0 ? 1 : data.Weights[row];
            int decision = RejectPredictor.Decide(state, data.Probabilities.AsSpan(row * data.ClassCount, data.ClassCount), data.Decisions[row], out bool abstained);
            bool hit = decision == data.Actual[row];
            confidence[row] = -data.Probabilities[row * data.ClassCount + decision];
            correct[row] = hit ? weight : 0;
            all += weight;
            rightOfAll += correct[row];
            if (abstained) continue;
            decided += weight;
            right += correct[row];
        }

        (List<double> shares, List<double> accuracies) = Curve(data, confidence, correct, all);
        return state with { Decided = decided / all, Accuracy = decided > 0 ? right / decided : null, AccuracyOfAll = rightOfAll / all, CurveDecided = [.. shares], CurveAccuracy = [.. accuracies] };
    }

    private static (List<double> Shares, List<double> Accuracies) Curve(MetricData data, double[] confidence, double[] correct, double all)
    {
        int[] order = [.. Enumerable.Range(0, data.Count)];
        Sorting.Ascending(confidence, order);
        var shares = new List<double>();
        var accuracies = new List<double>();
        double sum = 0, right = 0;
        for (int i = 0; i < order.Length; i++)
        {
            sum += data.Weights.Length == 0 ? 1 : data.Weights[order[i]];
            right += correct[order[i]];
            bool tied = i + 1 < order.Length && confidence[i + 1] == confidence[i];
            if (tied || sum / all < (shares.Count + 1.0) / CurvePoints && i + 1 < order.Length) continue;
            shares.Add(sum / all);
            accuracies.Add(right / sum);
        }

        return (shares, accuracies);
    }
}

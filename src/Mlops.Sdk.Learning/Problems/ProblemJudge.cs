using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Puts numbers to a problem.</summary>
internal static class ProblemJudge
{
    private const double Z = 1.959963984540054;
    private const double Thousand = 1000;
    private const int CurvePoints = 60;

    public static ProblemReport Run(Problem problem, Predictions predictions, Dataset test, CancellationToken cancellationToken)
    {
        MetricData data = MetricData.Create(predictions, test);
        ProblemCosts costs = ProblemCosts.Of(problem, predictions, test, data);
        if (costs.Kept.Length == 0) throw new ArgumentException($"No row has a label '{predictions.Label}' and a decision of today, so nothing can be compared.", nameof(test));
        cancellationToken.ThrowIfCancellationRequested();
        double[] weights = data.Weights.Length == 0 ? [] : Array.ConvertAll(costs.Kept, i => data.Weights[i]);
        double[] savings = new double[costs.Kept.Length];
        for (int row = 0; row < savings.Length; row++) savings[row] = costs.Today[row] - costs.Model[row];
        (double saving, double error) = Mean(savings, weights);
        var sample = new MetricSample(data);
        ImmutableArray<(MetricBar Bar, double? Value)> bars = [.. problem.Bars.Select(bar => (bar, bar.Metric.Compute(sample).Value))];
        double lower = Thousand * (saving - Z * error), upper = Thousand * (saving + Z * error);
        bool missed = bars.Any(bar => !bar.Bar.IsReachedBy(bar.Value));
        var result = new ProblemResult(problem, predictions, data, costs, weights)
        {
            Saving = Thousand * saving, Lower = lower, Upper = upper,
            ModelCost = Thousand * Mean(costs.Model, weights).Mean, TodayCost = Thousand * Mean(costs.Today, weights).Mean,
            Bars = bars,
            Verdict = missed || upper < problem.MinimumSaving ? ProblemVerdict.Rejected : lower >= problem.MinimumSaving && (problem.MinimumSaving > 0 || lower > 0) ? ProblemVerdict.Accepted : ProblemVerdict.Undecided,
        };
        if (data.Task == TaskKind.Binary && !costs.Abstained.Contains(true)) result = WithCurve(result);
        return new ProblemReport(result);
    }

    private static (double Mean, double Error) Mean(double[] values, double[] weights)
    {
        double sum = 0, all = 0, spread = 0;
        for (int row = 0; row < values.Length; row++)
        {
            double weight = weights.Length == 0 ? 1 : weights[row];
            sum += weight * values[row];
            all += weight;
        }

        double mean = sum / all;
        for (int row = 0; row < values.Length; row++)
        {
            double off = (weights.Length == 0 ? 1 : weights[row]) * (values[row] - mean);
            spread += off * off;
        }

        return (mean, Math.Sqrt(spread * values.Length / Math.Max(values.Length - 1, 1)) / all);
    }

    // What other thresholds would save on these rows: a look, not a choice, as the best of many is best partly by chance.
    private static ProblemResult WithCurve(ProblemResult result)
    {
        MetricData data = result.Data;
        double[] matrix = ProblemCosts.Matrix(result.Problem, result.Predictions.Classes), scores = new double[result.Costs.Kept.Length];
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        for (int k = 0; k < scores.Length; k++) scores[k] = -data.Probabilities[result.Costs.Kept[k] * 2 + 1];
        Sorting.Ascending(scores, order);
        double cost = 0, all = 0, taken = 0;
        for (int k = 0; k < order.Length; k++)
        {
            cost += result.Weight(k) * matrix[data.Actual[result.Costs.Kept[k]] * 2];
            all += result.Weight(k);
        }

        List<double> thresholds = [1], shares = [0], savings = [result.TodayCost - Thousand * cost / all];
        for (int i = 0; i < order.Length; i++)
        {
            int actual = data.Actual[result.Costs.Kept[order[i]]];
            cost += result.Weight(order[i]) * (matrix[actual * 2 + 1] - matrix[actual * 2]);
            taken += result.Weight(order[i]);
            if (i + 1 < order.Length && scores[i + 1] == scores[i]) continue;
            thresholds.Add(-scores[i]);
            shares.Add(taken / all);
            savings.Add(result.TodayCost - Thousand * cost / all);
        }

        int best = savings.IndexOf(savings.Max());
        int[] shown = [.. Enumerable.Range(0, thresholds.Count).Where(i => i == 0 || i == best || i == thresholds.Count - 1 || i * CurvePoints / thresholds.Count != (i - 1) * CurvePoints / thresholds.Count)];
        return result with { BestThreshold = thresholds[best], BestSaving = savings[best], CurveShares = [.. shown.Select(i => shares[i])], CurveSavings = [.. shown.Select(i => savings[i])] };
    }
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tests the difference of two models on the same rows.</summary>
internal sealed class PairedComparer(Metric metric, TestComparisonOptions options, RunContext context, CancellationToken cancellation)
{
    private const double Power = 0.8;

    public ModelDifference Compare(PairedData pair, string champion, string challenger)
    {
        MetricValue first = metric.Compute(new MetricSample(pair.FirstData)), second = metric.Compute(new MetricSample(pair.SecondData));
        DifferenceTest test = Choose(pair);
        var none = new ModelDifference(champion, challenger, metric, first.Value, second.Value, null, null, null, null, null, null, test, DifferenceVerdict.Undecided)
        {
            Confidence = 1 - options.FalseAlarmRate, MinimumImprovement = options.MinimumImprovement, Count = pair.Count,
        };
        if (first.Value is not { } from || second.Value is not { } to) return none;
        (double error, double lower, double upper, double p) = test switch
        {
            DifferenceTest.DeLong => DeLongOf(pair, to - from),
            DifferenceTest.McNemar => McNemarOf(pair),
            _ => ResampledOf(pair, to - from, test),
        };
        if (double.IsNaN(p)) return none;
        double sign = metric.Direction == MetricDirection.HigherIsBetter ? 1 : -1;
        return none with
        {
            Improvement = sign * (to - from), StandardError = error, Lower = sign > 0 ? lower : -upper, Upper = sign > 0 ? upper : -lower, PValue = p, AdjustedPValue = p,
        };
    }

    /// <summary>Adjusts over all comparisons and decides.</summary>
    /// <param name="differences">The comparisons.</param>
    /// <param name="falseAlarms">Over all of them: Holm's step-down. Else the share of false ones among those told: Benjamini and Hochberg.</param>
    /// <param name="falseAlarmRate">Of either.</param>
    public static ModelDifference[] Decide(IReadOnlyList<ModelDifference> differences, bool falseAlarms, double falseAlarmRate)
    {
        double[] p = [.. differences.Select(one => one.PValue ?? double.NaN)], adjusted = falseAlarms ? MultipleTesting.Holm(p) : MultipleTesting.BenjaminiHochberg(p);
        int tests = p.Count(value => !double.IsNaN(value));
        return [.. differences.Select((one, index) => Decide(one with { AdjustedPValue = double.IsNaN(adjusted[index]) ? null : adjusted[index] }, falseAlarmRate, tests))];
    }

    private static ModelDifference Decide(ModelDifference one, double alpha, int tests)
    {
        if (one.Improvement is not { } improvement || one.AdjustedPValue is not { } p) return one;
        double error = one.StandardError ?? 0;
        double level = 1 - alpha / 2 / Math.Max(tests, 1);
        double sure = improvement - (one.Test == DifferenceTest.CorrectedResampledT ? StudentT.Quantile(level, one.Count - 1) : Normal.Quantile(level)) * error;
        bool told = p < alpha && improvement != 0;
        DifferenceVerdict verdict = told && improvement < 0 ? DifferenceVerdict.Keep
            : told && (one.MinimumImprovement == 0 || sure > one.MinimumImprovement) ? DifferenceVerdict.Switch
            : DifferenceVerdict.Undecided;
        return one with { Verdict = verdict, RowsToTell = told || one.Test == DifferenceTest.CorrectedResampledT ? null : RowsToTell(one, improvement - one.MinimumImprovement, error, alpha) };
    }

    private static int? RowsToTell(ModelDifference one, double effect, double error, double alpha)
    {
        if (!(effect > 0 && error > 0)) return null;
        double needed = one.Count * Math.Pow((Normal.Quantile(1 - alpha / 2) + Normal.Quantile(Power)) * error / effect, 2);
        return needed is > 0 and < 1e9 ? (int)Math.Ceiling(Math.Max(needed, one.Count + 1)) : null;
    }

    private DifferenceTest Choose(PairedData pair)
    {
        bool plain = pair.FirstData.Weights.Length == 0;
        bool ranked = plain && (metric == Metric.Auc || metric == Metric.Gini) && pair.FirstData.Task == TaskKind.Binary;
        return options.Test switch
        {
            DifferenceTest.Auto => ranked ? DifferenceTest.DeLong : plain && metric == Metric.Accuracy ? DifferenceTest.McNemar : DifferenceTest.Bootstrap,
            DifferenceTest.DeLong when !ranked => throw new ArgumentException($"DeLong's test is for auc and gini of two classes without weights, not for {metric.Name} of {pair.FirstData.Task}{(plain ? "" : " with weights")}. Use DifferenceTest.Auto."),
            DifferenceTest.McNemar when !(plain && metric == Metric.Accuracy) => throw new ArgumentException($"McNemar's test is for accuracy without weights, not for {metric.Name}{(plain ? "" : " with weights")}. Use DifferenceTest.Auto."),
            _ => options.Test,
        };
    }

    private (double Error, double Lower, double Upper, double P) DeLongOf(PairedData pair, double difference)
    {
        // The rows of each model stand in an order of their own.
        int rows = pair.First.RowCount;
        var actual = new int[rows];
        Array.Fill(actual, -1);
        for (int i = 0; i < pair.FirstData.Count; i++) actual[pair.FirstData.Rows[i]] = pair.FirstData.Actual[i];
        int[] known = [.. Enumerable.Range(0, rows).Where(row => actual[row] >= 0)];
        double[] first = Array.ConvertAll(known, row => pair.First.Probabilities[row * 2 + 1]), second = Array.ConvertAll(known, row => pair.Second.Probabilities[row * 2 + 1]);
        AucDifference test = DeLong.Compare(second, first, Array.ConvertAll(known, row => actual[row] == 1));
        double error = metric == Metric.Gini ? 2 * test.StandardError : test.StandardError, reach = Z() * error;
        return (error, difference - reach, difference + reach, test.PValue);
    }

    private (double Error, double Lower, double Upper, double P) McNemarOf(PairedData pair)
    {
        var right = new bool[pair.First.RowCount];
        for (int i = 0; i < pair.Count; i++) right[pair.FirstData.Rows[i]] = pair.FirstData.Actual[i] == pair.FirstData.Decisions[i];
        long firstOnly = 0, secondOnly = 0;
        for (int i = 0; i < pair.Count; i++)
        {
            bool second = pair.SecondData.Actual[i] == pair.SecondData.Decisions[i], first = right[pair.SecondData.Rows[i]];
            if (first && !second) firstOnly++;
            else if (second && !first) secondOnly++;
        }

        var (_, error, lower, upper) = McNemarTest.Difference(firstOnly, secondOnly, pair.Count, 1 - options.FalseAlarmRate);
        return (firstOnly + secondOnly == 0 ? 0 : error, lower, upper, McNemarTest.Run(firstOnly, secondOnly).PValue);
    }

    private (double Error, double Lower, double Upper, double P) ResampledOf(PairedData pair, double difference, DifferenceTest test)
    {
        double[] draws = PairedResamples.Bootstrap(pair, metric, options.Resamples, context, cancellation);
        if (draws.Length < 2) return (double.NaN, double.NaN, double.NaN, double.NaN);
        double error = Descriptive.StandardDeviation(draws), tail = options.FalseAlarmRate / 2;
        if (error <= 1e-12 * Math.Abs(difference)) error = 0;
        double[] ends = Quantiles.Of(draws, [tail, 0.5, 1 - tail]);
        double p = test == DifferenceTest.Permutation ? PairedResamples.Permutation(pair, metric, difference, options.Resamples, context, cancellation)
            : error > 0 ? Math.Min(1, 2 * Normal.Survival(Math.Abs(difference) / error))
            : difference == 0 ? 1 : 0;
        // Moved so that the median resample stands at the difference, as the intervals of one model are.
        return (error, ends[0] - ends[1] + difference, ends[2] - ends[1] + difference, p);
    }

    private double Z() => Normal.Quantile(1 - options.FalseAlarmRate / 2);
}

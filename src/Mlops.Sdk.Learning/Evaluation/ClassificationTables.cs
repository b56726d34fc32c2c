using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The tables of a classification: confusion, classes, gains, calibration.</summary>
internal static class ClassificationTables
{
    public static EvaluationResult AddTo(EvaluationResult result) => result with
    {
        Confusion = new ConfusionMatrix(result.ClassNames, [.. result.Sample.Confusion]),
        Classes = [.. result.ClassNames.Select((name, index) => Class(result.Sample, name, index))],
        Gains = result.Task == TaskKind.Binary ? Gains(result.Sample) : [],
        Calibration = Calibration(result.Data),
    };

    private static ClassResult Class(MetricSample sample, string name, int index)
    {
        int classes = sample.Data.ClassCount;
        return new ClassResult(
            name,
            ConfusionScores.Actual(sample.Confusion, classes, index),
            Known(ConfusionScores.Precision(sample.Confusion, classes, index)),
            Known(ConfusionScores.Recall(sample.Confusion, classes, index)),
            Known(ConfusionScores.F1(sample.Confusion, classes, index)),
            // With two classes both curves are one: turned around, the area is the same.
            Known(sample.Ranking(classes == 2 ? 1 : index).Auc));
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static ImmutableArray<GainRow> Gains(MetricSample sample)
    {
        ThresholdCounts[] points = sample.Thresholds(1);
        double positive = points[^1].TruePositive, all = positive + points[^1].FalsePositive;
        if (!(positive > 0)) return [];
        var rows = ImmutableArray.CreateBuilder<GainRow>(10);
        int point = 0;
        for (int tenth = 1; tenth <= 10; tenth++)
        {
            double depth = all * tenth / 10;
            while (point < points.Length - 1 && points[point].TruePositive + points[point].FalsePositive < depth * (1 - 1e-12)) point++;
            double captured = Between(point == 0 ? default : points[point - 1], points[point], depth) / positive;
            rows.Add(new GainRow(tenth / 10.0, points[point].Threshold, captured, captured * 10 / tenth));
        }

        return rows.ToImmutable();
    }

    // Rows of equal score cannot be told apart, so a depth that cuts through them takes their positives in proportion.
    private static double Between(ThresholdCounts before, ThresholdCounts after, double depth)
    {
        double low = before.TruePositive + before.FalsePositive, high = after.TruePositive + after.FalsePositive;
        return before.TruePositive + (after.TruePositive - before.TruePositive) * Math.Min((depth - low) / (high - low), 1);
    }

    private static CalibrationBin Bin(int bin, int bins, double weight, double predicted, double observed, double rows) => new((double)bin / bins, (double)(bin + 1) / bins, weight, predicted, observed)
    {
        Lower = BinomialBounds.WilsonLower(Math.Clamp(observed, 0, 1) * rows, rows, 0.975), Upper = BinomialBounds.WilsonUpper(Math.Clamp(observed, 0, 1) * rows, rows, 0.975),
    };

    // As many rows as the weights of a bin are worth (Kish 1965).
    private static double Effective(MetricData data, int bin, double weight)
    {
        if (data.Weights.Length == 0) return weight;
        double squares = 0;
        for (int row = 0; row < data.Count; row++)
            if (CalibrationBins.IndexOf(data.Confidence(row), MetricData.CalibrationBinCount) == bin) squares += data.Weights[row] * data.Weights[row];
        return weight * weight / squares;
    }

    private static ImmutableArray<CalibrationBin> Calibration(MetricData data)
    {
        const int Bins = MetricData.CalibrationBinCount;
        double[] weight = new double[Bins], gaps = new double[Bins], predicted = new double[Bins];
        data.CalibrationRuns.Weights(data.Weights, weight);
        data.CalibrationRuns.Values(data.CalibrationGap, data.Weights, gaps);
        data.CalibrationRuns.Values([.. Enumerable.Range(0, data.Count).Select(data.Confidence)], data.Weights, predicted);
        return
        [
            .. Enumerable.Range(0, Bins).Where(bin => weight[bin] > 0).Select(bin =>
                Bin(bin, Bins, weight[bin], predicted[bin] / weight[bin], (predicted[bin] + gaps[bin]) / weight[bin], Effective(data, bin, weight[bin]))),
        ];
    }
}

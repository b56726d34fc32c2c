using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The curves of a classification, thinned out to what a screen can show.</summary>
internal static class EvaluationCurves
{
    private const int MostPoints = 200;
    private const int ScoreBins = 20;

    public static LineChart Roc(EvaluationResult result, int[] classes) => new("ROC curve", [.. classes.Select(index =>
    {
        ThresholdCounts[] points = result.Sample.Thresholds(index);
        double positive = points[^1].TruePositive, negative = points[^1].FalsePositive;
        ThresholdCounts[] few = Thin(points, point => point.TruePositive / positive + point.FalsePositive / negative, 2);
        return new PointSeries(Name(result, index, "AUC", result.Classes[index].Auc), [0, .. few.Select(point => point.FalsePositive / negative)], [0, .. few.Select(point => point.TruePositive / positive)]);
    })])
    {
        XLabel = "False positive rate", YLabel = "True positive rate", Diagonal = true,
    };

    public static LineChart PrecisionRecall(EvaluationResult result, int[] classes) => new("Precision-recall curve", [.. classes.Select(index =>
    {
        ThresholdCounts[] points = result.Sample.Thresholds(index);
        double positive = points[^1].TruePositive;
        ThresholdCounts[] few = Thin(points, point => point.TruePositive / positive, 1);
        return new PointSeries(Name(result, index, "AP", result.Sample.Ranking(index).AveragePrecision), [.. few.Select(point => point.TruePositive / positive)], [.. few.Select(point => point.TruePositive / (point.TruePositive + point.FalsePositive))]);
    })])
    {
        XLabel = "Recall", YLabel = "Precision", References = classes.Length == 1 ? [new ReferenceLine("share of positives", result.Classes[classes[0]].Rows / result.Sample.TotalWeight)] : [],
    };

    public static HistogramChart Scores(EvaluationResult result, string of)
    {
        MetricData data = result.Data;
        bool binary = data.ClassCount == 2;
        double[][] counts = [new double[ScoreBins], new double[ScoreBins]];
        for (int row = 0; row < data.Count; row++)
            counts[binary ? data.Actual[row] : data.Actual[row] == data.Decisions[row] ? 1 : 0][CalibrationBins.IndexOf(data.Confidence(row), ScoreBins)] += data.Weights.Length == 0 ? 1 : data.Weights[row];
        string[] names = binary ? [.. result.ClassNames] : ["wrong", "right"];
        return new HistogramChart(
            $"Predicted probability of {of}",
            Enumerable.Range(0, ScoreBins + 1).Select(edge => (double)edge / ScoreBins),
            [.. counts.Select((bins, index) => new ChartSeries(names[index], bins.Select(count => count / Math.Max(bins.Sum(), double.Epsilon))))])
        {
            XLabel = "Probability", YLabel = "Share of rows of each group",
        };
    }

    private static string Name(EvaluationResult result, int index, string metric, double? value) =>
        $"{result.ClassNames[index]} ({metric} {Extensibility.ReportNumber.Format(value, digits: 3)})";

    // Points evenly along a length that grows with them; the first and the last stay.
    private static ThresholdCounts[] Thin(ThresholdCounts[] points, Func<ThresholdCounts, double> length, double whole)
    {
        if (points.Length <= MostPoints) return points;
        var few = new List<ThresholdCounts> { points[0] };
        double step = whole / MostPoints, next = step;
        for (int i = 1; i < points.Length - 1; i++)
        {
            double reached = length(points[i]);
            if (reached < next) continue;
            few.Add(points[i]);
            next = reached + step;
        }

        few.Add(points[^1]);
        return [.. few];
    }
}

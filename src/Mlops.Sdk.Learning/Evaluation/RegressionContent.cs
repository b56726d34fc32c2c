using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The sections of a regression: actual against predicted, residuals.</summary>
internal static class RegressionContent
{
    private const int Bins = 30;

    public static void AddTo(ReportBuilder report, EvaluationResult result)
    {
        MetricData data = result.Data;
        int[] rows = Some(data.Count, result.Seed);
        string? note = rows.Length < data.Count ? $"{ReportNumber.Format(rows.Length)} of {ReportNumber.Format(data.Count)} rows, drawn at random (seed {result.Seed})." : null;
        double[] predicted = [.. rows.Select(row => data.PredictedNumbers[row])];
        report.Section("Residuals");
        report.Chart(new ScatterChart("Actual against predicted", predicted, rows.Select(row => data.ActualNumbers[row])) { XLabel = "Predicted", YLabel = "Actual", Note = note });
        report.Chart(new ScatterChart("Residuals against predicted", predicted, rows.Select(row => data.ActualNumbers[row] - data.PredictedNumbers[row])) { XLabel = "Predicted", YLabel = "Actual less predicted", Note = note });
        double[] residuals = new double[data.Count];
        System.Numerics.Tensors.TensorPrimitives.Subtract(data.ActualNumbers, data.PredictedNumbers, residuals);
        Distribution(report, residuals);
        if (data.Count >= 10) Tenths(report, data, residuals);
    }

    private static int[] Some(int count, ulong seed)
    {
        if (count <= ScatterChart.MaximumPoints) return [.. Enumerable.Range(0, count)];
        return RandomStream.For(seed, "evaluation.scatter").SampleWithoutReplacement(count, ScatterChart.MaximumPoints);
    }

    private static void Distribution(ReportBuilder report, double[] residuals)
    {
        double[] shown = Quantiles.Of(residuals, [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999]);
        report.Table(
            [ReportColumn.Text("Quantile"), ReportColumn.Number("Actual less predicted")],
            [["5%", shown[1]], ["25%", shown[2]], ["50%", shown[3]], ["75%", shown[4]], ["95%", shown[5]]],
            "Residuals");
        double from = shown[0], width = (shown[^1] - from) / Bins;
        if (!(width > 0) || !double.IsFinite(width)) return;
        double[] counts = new double[Bins];
        foreach (double residual in residuals)
            if (residual >= from && residual <= shown[^1]) counts[Math.Clamp((int)((residual - from) / width), 0, Bins - 1)]++;
        report.Chart(new HistogramChart("Residuals", Enumerable.Range(0, Bins + 1).Select(edge => from + edge * width), counts)
        {
            XLabel = "Actual less predicted", YLabel = "Rows", Note = "The most extreme 0.1% on either side are not shown.",
        });
    }

    private static void Tenths(ReportBuilder report, MetricData data, double[] residuals)
    {
        var keys = (double[])data.PredictedNumbers.Clone();
        var order = new int[keys.Length];
        for (int row = 0; row < order.Length; row++) order[row] = row;
        Sorting.Ascending(keys, order);
        var rows = new List<IReadOnlyList<ReportCell>>();
        for (int tenth = 0; tenth < 10; tenth++)
        {
            int start = (int)((long)order.Length * tenth / 10), end = (int)((long)order.Length * (tenth + 1) / 10);
            double bias = 0, distance = 0, predicted = 0;
            for (int i = start; i < end; i++)
            {
                bias += residuals[order[i]];
                distance += Math.Abs(residuals[order[i]]);
                predicted += keys[i];
            }

            int count = end - start;
            rows.Add([predicted / count, (predicted + bias) / count, bias / count, distance / count]);
        }

        report.Table(
            [ReportColumn.Number("Mean predicted"), ReportColumn.Number("Mean actual"), ReportColumn.Number("Mean residual"), ReportColumn.Number("Mean absolute residual")],
            rows, "By tenths of the prediction");
    }
}

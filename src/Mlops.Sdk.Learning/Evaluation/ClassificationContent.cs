using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The sections of a classification.</summary>
internal static class ClassificationContent
{
    private const int MostLabelledClasses = 12;
    private const int MostCurves = 6;

    public static void AddTo(ReportBuilder report, EvaluationResult result)
    {
        Confusion(report.Section("Decisions"), result);
        Classes(report, result);
        report.Section("Ranking");
        int[] curves = [.. result.Data.ClassCount == 2 ? [1] : Enumerable.Range(0, result.Data.ClassCount).OrderByDescending(index => result.Classes[index].Rows).Take(MostCurves)];
        curves = [.. curves.Where(index => result.Classes[index].Auc is not null)];
        if (curves.Length > 0)
        {
            report.Chart(EvaluationCurves.Roc(result, curves));
            report.Chart(EvaluationCurves.PrecisionRecall(result, curves));
        }

        if (result.Gains.Length > 0) Gains(report, result);
        Calibration(report.Section("Probabilities"), result);
    }

    private static void Confusion(ReportBuilder report, EvaluationResult result)
    {
        ConfusionMatrix confusion = result.Confusion!;
        int classes = confusion.Classes.Length;
        if (classes <= MostLabelledClasses)
        {
            report.Table(
                [ReportColumn.Text("Actual"), .. confusion.Classes.Select(name => ReportColumn.Number($"as {name}"))],
                confusion.Classes.Select((name, actual) => (IReadOnlyList<ReportCell>)[name, .. Enumerable.Range(0, classes).Select(decided => (ReportCell)confusion.Counts[actual * classes + decided])]),
                "Confusion matrix", "A line for each actual class, a column for each class decided on.");
        }

        double[] shares = new double[classes * classes];
        for (int cell = 0; cell < shares.Length; cell++)
            shares[cell] = result.Classes[cell / classes].Rows > 0 ? confusion.Counts[cell] / result.Classes[cell / classes].Rows : 0;
        report.Chart(new HeatMapChart("Confusion matrix, as shares of each actual class", confusion.Classes, confusion.Classes, shares)
        {
            XLabel = "Decided", YLabel = "Actual", Format = ReportNumberFormat.Percent, Maximum = 1,
        });
    }

    private static void Classes(ReportBuilder report, EvaluationResult result) => report.Table(
        [ReportColumn.Text("Class"), ReportColumn.Number("Rows"), ReportColumn.Number("Precision"), ReportColumn.Number("Recall"), ReportColumn.Number("F1"), ReportColumn.Number("AUC")],
        result.Classes.Select(one => (IReadOnlyList<ReportCell>)[one.Class, one.Rows, one.Precision, one.Recall, one.F1, one.Auc]),
        "Each class against the rest");

    private static void Gains(ReportBuilder report, EvaluationResult result)
    {
        report.Table(
            [ReportColumn.Number("Top", ReportNumberFormat.Percent), ReportColumn.Number("Score from"), ReportColumn.Number("Captured", ReportNumberFormat.Percent), ReportColumn.Number("Lift")],
            result.Gains.Select(row => (IReadOnlyList<ReportCell>)[row.DepthFraction, row.Threshold, ReportCell.Bar(row.CapturedFraction, row.CapturedFraction), row.Lift]),
            "Gains", $"Of the rows with the highest scores: the share of all {ErrorText.Show(result.ClassNames[^1])} that is among them, and how much more often they are than all rows.");
        report.Chart(new LineChart("Cumulative gains", [0, .. result.Gains.Select(row => row.DepthFraction)], [0, .. result.Gains.Select(row => row.CapturedFraction)])
        {
            XLabel = "Share of rows, highest score first", YLabel = "Share of positives captured", Diagonal = true, Markers = true,
        });
    }

    private static void Calibration(ReportBuilder report, EvaluationResult result)
    {
        string of = result.Task == TaskKind.Binary ? ErrorText.Show(result.ClassNames[^1]) : "the class decided on";
        double[] predicted = [.. result.Calibration.Select(bin => bin.Predicted)];
        report.Chart(new LineChart("Calibration", [new PointSeries("observed", predicted, result.Calibration.Select(bin => bin.Observed))])
        {
            XLabel = $"Mean predicted probability of {of}", YLabel = "Observed frequency", Diagonal = true, Markers = true,
            Band = new ChartBand("95% interval", predicted, result.Calibration.Select(bin => bin.Lower), result.Calibration.Select(bin => bin.Upper)),
        });
        report.Table(
            [ReportColumn.Number("From"), ReportColumn.Number("To"), ReportColumn.Number("Rows"), ReportColumn.Number("Predicted"), ReportColumn.Number("Observed"), ReportColumn.Number("From (95%)"), ReportColumn.Number("To (95%)"), ReportColumn.Text("")],
            result.Calibration.Select(bin => (IReadOnlyList<ReportCell>)[bin.From, bin.To, bin.Rows, bin.Predicted, bin.Observed, bin.Lower, bin.Upper, bin.Predicted < bin.Lower ? "said too little" : bin.Predicted > bin.Upper ? "said too much" : ""]),
            "Calibration", "Bins without rows are left out. The interval of the observed share is Wilson's, of each bin by itself.");
        report.Chart(EvaluationCurves.Scores(result, of));
    }
}

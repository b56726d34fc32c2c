using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the reader of an evaluation should know of.</summary>
internal static class EvaluationFindings
{
    private const double TooGood = 0.999;
    private const double PoorCalibration = 0.05;
    private const int FewRows = 30;

    public static IEnumerable<Finding> Of(EvaluationResult result)
    {
        MetricData data = result.Data;
        if (result.Unlabelled > 0) yield return new("EVAL004", Severity.Warning, result.Label, $"Label '{result.Label}' is missing in {Count(result.Unlabelled)} of {Count(data.Count + result.LeftOut)} rows; they are left out. Find out whether they differ from the others.");
        if (result.Unknown > 0) yield return new("EVAL006", Severity.Warning, result.Label, $"{Count(result.Unknown)} rows have a class that the model does not know ({string.Join(", ", result.UnknownClasses.Select(ErrorText.Show))}); they are left out, and the model is wrong in every one of them. Train it on data that has the class.");
        if (data.Count == 0)
        {
            yield return new("EVAL001", Severity.Error, result.Label, $"No row has a label that can be compared, so nothing can be said. Check the column '{result.Label}'.");
            yield break;
        }

        foreach (Finding finding in data.Task == TaskKind.Regression ? OfNumbers(result) : OfClasses(result)) yield return finding;
        foreach (SegmentResult segment in result.Segments.Where(segment => segment.IsWorse))
            // What the column itself tells is left out of a ranking within its values, so a lower one need be no fault of the model.
            yield return new("EVAL009", segment.Values[0].Metric == Metric.Auc ? Severity.Info : Severity.Warning, segment.Column, $"{segment.Values[0].Metric.Title} is {ReportNumber.Format(segment.Values[0].Value)} where {segment.Segment} ({Count(segment.RowCount)} rows), worse than the {ReportNumber.Format(result.ValueOf(segment.Values[0].Metric))} of all rows by more than chance. Gather more such rows, give the model what tells them apart, or decide them otherwise.") { Value = segment.Values[0].Value };
    }

    private static IEnumerable<Finding> OfClasses(EvaluationResult result)
    {
        MetricData data = result.Data;
        int[] sizes = [.. data.StratumEnds.Select((end, index) => end - (index == 0 ? 0 : data.StratumEnds[index - 1]))];
        int[] absent = [.. Enumerable.Range(0, sizes.Length).Where(index => sizes[index] == 0)];
        if (sizes.Count(size => size > 0) == 1)
            yield return new("EVAL001", Severity.Error, result.Label, $"All {Count(data.Count)} rows are of class {ErrorText.Show(result.ClassNames[Array.FindIndex(sizes, size => size > 0)])}, so AUC and others are undefined. Evaluate on rows of every class; Dataset.Split keeps the shares of the classes.");
        else if (absent.Length > 0)
            yield return new("EVAL007", Severity.Warning, result.Label, $"{absent.Length} of {sizes.Length} classes do not occur among the rows ({string.Join(", ", absent.Take(5).Select(index => $"{ErrorText.Show(result.ClassNames[index])}"))}); averages over classes leave them out. Evaluate on more rows.");
        int least = Array.FindIndex(sizes, size => size is > 0 and < FewRows);
        if (least >= 0) yield return new("EVAL008", Severity.Info, result.Label, $"Class {ErrorText.Show(result.ClassNames[least])} has {sizes[least]} rows; what is said of it is uncertain. Look at the intervals, or evaluate on more rows.");
        foreach (Finding finding in OfProbabilities(result)) yield return finding;
    }

    private static IEnumerable<Finding> OfProbabilities(EvaluationResult result)
    {
        MetricData data = result.Data;
        double[] scores = data.Scores(data.ClassCount - 1);
        double spread = TensorPrimitives.Max<double>(scores) - TensorPrimitives.Min<double>(scores);
        if (data.Count > 1 && spread < 1e-3)
            yield return new("EVAL002", Severity.Warning, null, $"The probabilities of {ErrorText.Show(result.ClassNames[^1])} lie within {ReportNumber.Format(spread)} of each other: the model tells the rows hardly apart. Check that its features reach it and that it was trained long enough.");
        double auc = result.Classes.Where(one => one.Auc is not null).Select(one => one.Auc!.Value).DefaultIfEmpty(0).Max();
        if (auc > TooGood && data.Count >= FewRows)
            yield return new("EVAL005", Severity.Warning, null, $"AUC is {ReportNumber.Format(auc, digits: 6)}: too good to be believed. Look for a feature that is known only after the label, and for rows that are in both parts.");
        if (data.Count >= FewRows && PoorlyCalibrated(result, out double error, out double chance))
            yield return new("EVAL003", Severity.Warning, null, $"Predicted and observed frequencies differ by {ReportNumber.Percent(error, 3)} in the mean (chance alone: {ReportNumber.Percent(chance, 3)}). Do not use the probabilities as they are; add Calibrate() after the trainer.");
    }

    // Chance: the mean distance of an observed frequency from its expectation, sqrt(2 p (1 - p) / (pi n)), over the bins.
    private static bool PoorlyCalibrated(EvaluationResult result, out double error, out double chance)
    {
        double all = result.Calibration.Sum(bin => bin.Rows), rowsPerWeight = result.Data.Count / all;
        error = result.Calibration.Sum(bin => bin.Rows * Math.Abs(bin.Observed - bin.Predicted)) / all;
        chance = result.Calibration.Sum(bin => bin.Rows * Math.Sqrt(2 * bin.Predicted * Math.Max(1 - bin.Predicted, 0) / (Math.PI * Math.Max(bin.Rows * rowsPerWeight, 1)))) / all;
        return error > PoorCalibration && error > 2 * chance;
    }

    private static IEnumerable<Finding> OfNumbers(EvaluationResult result)
    {
        MetricData data = result.Data;
        if (data.IsConstant) yield return new("EVAL001", Severity.Error, result.Label, $"Label '{result.Label}' is {ReportNumber.Format(data.ActualNumbers[0])} in all {Count(data.Count)} rows, so R2 is undefined. Evaluate on rows that differ.");
        double actual = Spread(data.ActualNumbers), predicted = Spread(data.PredictedNumbers);
        if (data.Count > 1 && predicted <= 1e-3 * actual)
            yield return new("EVAL002", Severity.Warning, null, $"The predictions lie within {ReportNumber.Format(predicted)} of each other, the actual numbers within {ReportNumber.Format(actual)}: the model tells the rows hardly apart. Check that its features reach it.");
        if (result.ValueOf(Metric.R2) is { } r2 && r2 > TooGood && data.Count >= FewRows)
            yield return new("EVAL005", Severity.Warning, null, $"R2 is {ReportNumber.Format(r2, digits: 6)}: too good to be believed. Look for a feature that is made from the label, and for rows that are in both parts.");
    }

    private static double Spread(double[] values) => TensorPrimitives.Max<double>(values) - TensorPrimitives.Min<double>(values);

    private static string Count(int rows) => ReportNumber.Format(rows, ReportNumberFormat.Integer);
}

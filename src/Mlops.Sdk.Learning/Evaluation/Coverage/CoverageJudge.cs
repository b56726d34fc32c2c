using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Counts how often sets and intervals hold the truth.</summary>
internal static class CoverageJudge
{
    private const double Confidence = 0.975;
    private const int Parts = 5;

    public static CoverageReport Run(Predictions predictions, MetricData data)
    {
        bool classes = predictions.Task != TaskKind.Regression;
        bool sets = classes && predictions.Annotation(PredictionAnnotations.InSet(predictions.Classes[0])) is FlagColumn;
        bool intervals = !classes && predictions.Annotation(PredictionAnnotations.Lower(predictions.Label)) is NumberColumn;
        bool abstains = classes && predictions.Annotation(PredictionAnnotations.Abstained) is FlagColumn;
        if (!sets && !intervals && !abstains)
            throw new ArgumentException($"The predictions of '{predictions.Label}' have no sets, intervals or abstentions. Add .Conformalize() or .Abstain() to the pipeline after the trainer.", nameof(predictions));
        (ImmutableArray<CoverageRow> rows, ImmutableArray<CoverageRow> sizes) = sets ? OfSets(predictions, data) : intervals ? (OfIntervals(predictions, data), []) : ([], []);
        return new CoverageReport(predictions.Label, rows, sizes, abstains ? OfAbstentions(predictions, data) : null, data.Count);
    }

    private static (ImmutableArray<CoverageRow> Rows, ImmutableArray<CoverageRow> Sizes) OfSets(Predictions predictions, MetricData data)
    {
        FlagColumn[] members = [.. predictions.Classes.Select(name => (FlagColumn)predictions.Annotation(PredictionAnnotations.InSet(name))!)];
        bool[] covered = [.. data.Rows.Select((row, i) => members[data.Actual[i]].Values[row])];
        double[] size = [.. data.Rows.Select(row => (double)members.Count(member => member.Values[row]))];
        int[] all = [.. Enumerable.Range(0, data.Count)];
        return (
            [Row("all", all, covered, size), .. predictions.Classes.Select((name, index) => Row(name, [.. all.Where(i => data.Actual[i] == index)], covered, size)).Where(row => row.RowCount > 0)],
            [.. all.GroupBy(i => size[i]).OrderBy(group => group.Key).Select(group => Row(group.Key == 1 ? "1 class" : $"{ReportNumber.Format(group.Key)} classes", [.. group], covered, size))]);
    }

    private static ImmutableArray<CoverageRow> OfIntervals(Predictions predictions, MetricData data)
    {
        var lower = (NumberColumn)predictions.Annotation(PredictionAnnotations.Lower(predictions.Label))!;
        var upper = (NumberColumn)predictions.Annotation(PredictionAnnotations.Upper(predictions.Label))!;
        bool[] covered = [.. data.Rows.Select((row, i) => lower.Values[row] <= data.ActualNumbers[i] && data.ActualNumbers[i] <= upper.Values[row])];
        double[] size = [.. data.Rows.Select(row => upper.Values[row] - lower.Values[row])];
        int[] order = [.. Enumerable.Range(0, data.Count).OrderBy(i => data.PredictedNumbers[i])];
        var rows = ImmutableArray.CreateBuilder<CoverageRow>();
        rows.Add(Row("all", order, covered, size));
        for (int part = 0; part < Parts && order.Length >= Parts; part++)
        {
            int[] own = order[(int)((long)order.Length * part / Parts)..(int)((long)order.Length * (part + 1) / Parts)];
            rows.Add(Row($"predicted {ReportNumber.Format(data.PredictedNumbers[own[0]])} to {ReportNumber.Format(data.PredictedNumbers[own[^1]])}", own, covered, size));
        }

        return rows.ToImmutable();
    }

    private static (double, double?, double) OfAbstentions(Predictions predictions, MetricData data)
    {
        var abstained = (FlagColumn)predictions.Annotation(PredictionAnnotations.Abstained)!;
        int decided = 0, right = 0, rightOfAll = 0;
        for (int i = 0; i < data.Count; i++)
        {
            bool hit = data.Actual[i] == data.Decisions[i];
            if (hit) rightOfAll++;
            if (abstained.Values[data.Rows[i]]) continue;
            decided++;
            if (hit) right++;
        }

        double all = Math.Max(data.Count, 1);
        return (decided / all, decided > 0 ? (double)right / decided : null, rightOfAll / all);
    }

    private static CoverageRow Row(string name, int[] rows, bool[] covered, double[] size)
    {
        int hits = rows.Count(row => covered[row]);
        return new CoverageRow(
            name, rows.Length, rows.Length > 0 ? (double)hits / rows.Length : double.NaN, BinomialBounds.WilsonLower(hits, rows.Length, Confidence), BinomialBounds.WilsonUpper(hits, rows.Length, Confidence),
            rows.Length > 0 ? rows.Average(row => size[row]) : double.NaN);
    }
}

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
        double[] size = [.. data.Rows.Select(row => (double)members.Count(member => member.Values[row]))], weights = data.Weights;
        int[] all = [.. Enumerable.Range(0, data.Count)];
        return (
            [Row("all", all, covered, size, weights), .. predictions.Classes.Select((name, index) => Row(name, [.. all.Where(i => data.Actual[i] == index)], covered, size, weights)).Where(row => row.RowCount > 0)],
            [.. all.GroupBy(i => size[i]).OrderBy(group => group.Key).Select(group => Row(group.Key == 1 ? "1 class" : $"{ReportNumber.Format(group.Key)} classes", [.. group], covered, size, weights))]);
    }

    private static ImmutableArray<CoverageRow> OfIntervals(Predictions predictions, MetricData data)
    {
        var lower = (NumberColumn)predictions.Annotation(PredictionAnnotations.Lower(predictions.Label))!;
        var upper = (NumberColumn)predictions.Annotation(PredictionAnnotations.Upper(predictions.Label))!;
        bool[] covered = [.. data.Rows.Select((row, i) => lower.Values[row] <= data.ActualNumbers[i] && data.ActualNumbers[i] <= upper.Values[row])];
        double[] size = [.. data.Rows.Select(row => upper.Values[row] - lower.Values[row])];
        int[] order = [.. Enumerable.Range(0, data.Count).OrderBy(i => data.PredictedNumbers[i])];
        var rows = ImmutableArray.CreateBuilder<CoverageRow>();
        rows.Add(Row("all", order, covered, size, data.Weights));
        for (int part = 0; part < Parts && order.Length >= Parts; part++)
        {
            int[] own = order[(int)((long)order.Length * part / Parts)..(int)((long)order.Length * (part + 1) / Parts)];
            rows.Add(Row($"predicted {ReportNumber.Format(data.PredictedNumbers[own[0]])} to {ReportNumber.Format(data.PredictedNumbers[own[^1]])}", own, covered, size, data.Weights));
        }

        return rows.ToImmutable();
    }

    private static (double, double?, double) OfAbstentions(Predictions predictions, MetricData data)
    {
        var abstained = (FlagColumn)predictions.Annotation(PredictionAnnotations.Abstained)!;
        double all = 0, decided = 0, right = 0, rightOfAll = 0;
        for (int i = 0; i < data.Count; i++)
        {
            double weight = WeightOf(data.Weights, i), hit = data.Actual[i] == data.Decisions[i] ? weight : 0;
            all += weight;
            rightOfAll += hit;
            if (abstained.Values[data.Rows[i]]) continue;
            decided += weight;
            right += hit;
        }

        return all > 0 ? (decided / all, decided > 0 ? right / decided : null, rightOfAll / all) : (0, null, 0);
    }

    private static double WeightOf(double[] weights, int row) => weights.Length == 0 ? 1 : weights[row];

    // Weighted rows tell as much of a share as so many rows of one weight (Kish 1965).
    private static CoverageRow Row(string name, int[] rows, bool[] covered, double[] size, double[] weights)
    {
        double total = 0, squares = 0, hits = 0, sizes = 0;
        foreach (int row in rows)
        {
            double weight = WeightOf(weights, row);
            total += weight;
            squares += weight * weight;
            sizes += weight * size[row];
            if (covered[row]) hits += weight;
        }

        if (!(total > 0)) return new CoverageRow(name, rows.Length, double.NaN, 0, 1, double.NaN);
        double share = hits / total, count = total * total / squares;
        return new CoverageRow(name, rows.Length, share, BinomialBounds.WilsonLower(share * count, count, Confidence), BinomialBounds.WilsonUpper(share * count, count, Confidence), sizes / total);
    }
}

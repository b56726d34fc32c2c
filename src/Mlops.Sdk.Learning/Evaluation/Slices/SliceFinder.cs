using System.Collections.Concurrent;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tries every segment of every column, and of every two, and keeps those on which a model loses more than by chance.</summary>
internal static class SliceFinder
{
    private sealed record Candidate(string Condition, string[] Columns, SliceSums Own, double Error, double PValue, int Order);

    public static SliceReport Run(Predictions predictions, Dataset test, SliceOptions options, RunContext context, CancellationToken cancellationToken)
    {
        MetricData data = MetricData.Create(predictions, test);
        Metric metric = options.Metric ?? (data.Task == TaskKind.Regression ? Metric.Rmse : Metric.LogLoss);
        double[] losses = LossesOf(data, metric);
        var placeOf = new int[test.RowCount];
        Array.Fill(placeOf, -1);
        for (int i = 0; i < data.Count; i++) placeOf[data.Rows[i]] = i;
        SliceSums all = default;
        for (int i = 0; i < losses.Length; i++) all = all.With(data.Weights.Length == 0 ? 1 : data.Weights[i], losses[i]);
        string[] names = options.Columns.Count > 0 ? [.. options.Columns] : [.. test.Schema.Features.Select(field => field.Name).Where(name => name != predictions.Label)];
        SliceColumn[] columns = [.. names.Select(name => SliceColumn.Of(test[name], placeOf, losses, data.Weights, options.MinimumRows)).OfType<SliceColumn>()];
        var found = new List<Candidate>();
        foreach (SliceColumn column in columns)
        {
            for (int segment = 0; segment < column.Segments.Length; segment++)
            {
                SliceSums own = column.Sums[segment], rest = all.Less(own);
                if (rest.Rows < 2 || !(own.Weight > 0) || !(rest.Weight > 0)) continue;
                (double p, double error) = own.WorseThan(rest);
                found.Add(new Candidate(column.Segments[segment].Condition, [column.Name], own, error, p, found.Count));
            }
        }

        if (options.Pairs) found.AddRange(Pairs(columns, losses, data.Weights, all, options, context, cancellationToken));
        double[] adjusted = MultipleTesting.BenjaminiHochberg([.. found.Select(one => one.PValue)]);
        WorstSlice[] slices =
        [
            .. found.Select((one, index) => (one, p: adjusted[index])).Where(pair => pair.p < options.FalseAlarmRate)
                .Select(pair => ToSlice(pair.one, pair.p, all)).OrderByDescending(slice => slice.Excess - 1.645 * slice.StandardError).ThenBy(slice => slice.Condition, StringComparer.Ordinal).Take(options.Most),
        ];
        return new SliceReport(metric, [.. slices], found.Count, data.Count, all.Weight > 0 ? all.Mean : double.NaN, options);
    }

    private static WorstSlice ToSlice(Candidate one, double adjusted, SliceSums all)
    {
        SliceSums rest = all.Less(one.Own);
        return new WorstSlice(one.Condition, [.. one.Columns], one.Own.Rows, one.Own.Mean, rest.Mean, one.Error, one.PValue, adjusted)
        {
            LossShare = all.Loss > 0 ? one.Own.Weight * (one.Own.Mean - rest.Mean) / all.Loss : 0,
        };
    }

    private static IEnumerable<Candidate> Pairs(SliceColumn[] columns, double[] losses, double[] weights, SliceSums all, SliceOptions options, RunContext context, CancellationToken cancellationToken)
    {
        (int First, int Second)[] pairs = [.. from first in Enumerable.Range(0, columns.Length) from second in Enumerable.Range(first + 1, columns.Length - first - 1) select (first, second)];
        var found = new ConcurrentBag<Candidate>();
        Parallel.For(0, pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = context.MaxThreads, CancellationToken = cancellationToken }, pair =>
        {
            SliceColumn first = columns[pairs[pair].First], second = columns[pairs[pair].Second];
            int across = second.Segments.Length;
            var cells = new SliceSums[first.Segments.Length * across];
            for (int row = 0; row < losses.Length; row++)
            {
                if (first.Codes[row] < 0 || second.Codes[row] < 0) continue;
                ref SliceSums cell = ref cells[first.Codes[row] * across + second.Codes[row]];
                cell = cell.With(weights.Length == 0 ? 1 : weights[row], losses[row]);
            }

            for (int cell = 0; cell < cells.Length; cell++)
            {
                SliceSums own = cells[cell], oneParent = first.Sums[cell / across], otherParent = second.Sums[cell % across], rest = all.Less(own);
                if (own.Rows < options.MinimumRows || rest.Rows < 2 || !(own.Weight > 0) || !(rest.Weight > 0)) continue;
                // A pair tells something only where it is worse than the rest of each of its parts; all of that must be beyond chance, so the largest p stands.
                (double p, double error) = own.WorseThan(rest);
                foreach (SliceSums parent in (ReadOnlySpan<SliceSums>)[oneParent, otherParent])
                {
                    SliceSums remainder = parent.Less(own);
                    p = remainder.Rows < 2 || !(remainder.Weight > 0) ? 1 : Math.Max(p, own.WorseThan(remainder).PValue);
                }

                found.Add(new Candidate($"{first.Segments[cell / across].Condition} and {second.Segments[cell % across].Condition}", [first.Name, second.Name], own, error, p, pair * 10_000 + cell));
            }
        });
        return found.OrderBy(one => one.Order);
    }

    private static double[] LossesOf(MetricData data, Metric metric)
    {
        if (!metric.Tasks.Contains(data.Task)) throw new ArgumentException($"'{metric.Name}' does not judge {data.Task}.", nameof(metric));
        if (metric == Metric.LogLoss) return data.LogLosses;
        if (metric == Metric.Brier) return data.BrierLosses;
        if (metric == Metric.Mae) return data.AbsoluteErrors;
        if (metric == Metric.Rmse) return data.SquaredErrors;
        if (metric == Metric.Accuracy) return [.. data.Actual.Zip(data.Decisions, (actual, decided) => actual == decided ? 0.0 : 1)];
        throw new ArgumentException($"Slices are looked for by a loss that each row has: log_loss, brier or accuracy for classes, mae or rmse for numbers, and not '{metric.Name}'.", nameof(metric));
    }
}

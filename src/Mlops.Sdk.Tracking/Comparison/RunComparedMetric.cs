using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>One metric of several runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Which way is better, from the table of metrics; null for a name that is not in it.</param>
/// <param name="Values">The last value of each run; null where it has none, or NaN.</param>
/// <param name="Best">The indices of the best runs: several where their values are equal, none when the direction is unknown or nobody has a value.</param>
public sealed record RunComparedMetric(string Name, MetricDirection? Direction, ImmutableArray<double?> Values, ImmutableArray<int> Best)
{
    /// <summary>The interval of each value, from the evaluation that the run keeps (<see cref="Run.LogAsync(Report, string, CancellationToken)"/>); null where there is none.</summary>
    public ImmutableArray<MetricInterval?> Intervals { get; init; } = [.. Values.Select(_ => (MetricInterval?)null)];

    internal static RunComparedMetric Of(string name, ImmutableArray<RunInfo> runs, ReportPictures reports) => Of(name, runs) with { Intervals = [.. runs.Select((_, run) => reports.Interval(run, name))] };

    private static RunComparedMetric Of(string name, ImmutableArray<RunInfo> runs)
    {
        ImmutableArray<double?> values = [.. runs.Select(run => run.Metrics.GetValueOrDefault(name)?.Value(MetricAggregate.Last))];
        if (Known(name) is not { } metric) return new RunComparedMetric(name, null, values, []);
        double? best = null;
        foreach (double? value in values)
            if (value is double found && (best is null || metric.IsBetter(found, best.Value))) best = found;
        return new RunComparedMetric(name, metric.Direction, values, [.. Enumerable.Range(0, values.Length).Where(run => best is not null && values[run] == best)]);
    }

    /// <summary>The metric that a logged name stands for: <c>auc</c>, <c>test/auc</c>.</summary>
    internal static Metric? Known(string name)
    {
        string last = name[(name.LastIndexOf('/') + 1)..];
        if (last.Length == 0) return null;
        try
        {
            return Metric.Find(last);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteString("direction", Direction?.ToString());
        writer.WriteStartArray("values");
        foreach (double? value in Values)
        {
            if (value is double number && double.IsFinite(number)) writer.WriteNumberValue(number);
            else if (value is double infinite) writer.WriteStringValue(infinite > 0 ? "Infinity" : "-Infinity");
            else writer.WriteNullValue();
        }

        writer.WriteEndArray();
        if (Intervals.Any(interval => interval is not null))
        {
            writer.WriteStartArray("intervals");
            foreach (MetricInterval? interval in Intervals)
            {
                if (interval is not { } ends)
                {
                    writer.WriteNullValue();
                    continue;
                }

                writer.WriteStartArray();
                writer.WriteNumberValue(ends.Lower);
                writer.WriteNumberValue(ends.Upper);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("best");
        foreach (int run in Best) writer.WriteNumberValue(run);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

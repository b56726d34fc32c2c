using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>One metric over the periods of a history, in their order.</summary>
public sealed record ProfileMetricSeries
{
    internal ProfileMetricSeries(string metric, string? column, string key, IEnumerable<(DateTime Period, double Value, double Noise)> points)
    {
        Metric = metric;
        Column = column;
        Key = key;
        (DateTime Period, double Value, double Noise)[] all = [.. points];
        Periods = [.. all.Select(point => point.Period)];
        Values = [.. all.Select(point => point.Value)];
        Noises = [.. all.Select(point => point.Noise)];
    }

    /// <summary>The metric.</summary>
    public string Metric { get; }

    /// <summary>The column it is of; null where it is of the table.</summary>
    public string? Column { get; }

    /// <summary>The key of the series in the history.</summary>
    public string Key { get; }

    /// <summary>The periods that have it, ascending.</summary>
    public ImmutableArray<DateTime> Periods { get; }

    /// <summary>Its value in each of them.</summary>
    public ImmutableArray<double> Values { get; }

    internal ImmutableArray<double> Noises { get; }

    /// <summary>The place of the first period that is not before a moment.</summary>
    internal int FirstAt(DateTime period) => Periods.BinarySearch(period) is var at && at >= 0 ? at : ~at;

    /// <summary>The periods from a moment on; null where it has none of them.</summary>
    internal ProfileMetricSeries? Since(DateTime period)
    {
        int first = FirstAt(period);
        return first == 0 ? this : first == Periods.Length ? null : new ProfileMetricSeries(Metric, Column, Key, Enumerable.Range(first, Periods.Length - first).Select(i => (Periods[i], Values[i], Noises[i])));
    }
}

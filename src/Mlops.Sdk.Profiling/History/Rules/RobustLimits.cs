using System.Collections.Concurrent;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Limits of <see cref="RobustPrediction"/>, each computed once: thousands of metrics ask for the same few.</summary>
internal static class RobustLimits
{
    private const int Most = 4096;

    private static readonly ConcurrentDictionary<(int Count, double Rate), double> s_known = new();

    public static double Of(int count, double rate)
    {
        if (s_known.TryGetValue((count, rate), out double limit)) return limit;
        limit = RobustPrediction.Limit(count, rate);
        if (s_known.Count < Most) s_known.TryAdd((count, rate), limit);
        return limit;
    }
}

using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>The hours of the week that moments fall into.</summary>
public static class WeekHours
{
    /// <summary>Hours of a week.</summary>
    public const int Count = 168;

    /// <summary>Adds moments to the hours of their week: Monday 0:00 to 0:59 is the first.</summary>
    /// <param name="ticks">Ticks of 100 nanoseconds since the year 1, which began on a Monday; not negative.</param>
    /// <param name="counts">As many as <see cref="Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<long> ticks, Span<long> counts)
    {
        if (counts.Length != Count) throw new ArgumentException($"A week has {Count} hours, got {counts.Length} counters.", nameof(counts));
        foreach (long one in ticks) counts[(int)((ulong)one / TimeSpan.TicksPerHour % Count)]++;
    }
}

namespace Mlops.Sdk;

/// <summary>Widths of bins in time, each a multiple of the one before: of moments from 100 nanoseconds over seconds, minutes, hours, days and weeks to ten years; of whole numbers powers of two.</summary>
internal static class TimeWidths
{
    private const long Second = TimeSpan.TicksPerSecond, Minute = TimeSpan.TicksPerMinute, Hour = TimeSpan.TicksPerHour, Day = TimeSpan.TicksPerDay;

    private static readonly long[] s_moments =
    [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, Second, 10 * Second, Minute, 10 * Minute, 30 * Minute, Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 7 * Day, 28 * Day, 364 * Day, 3640 * Day,
    ];

    private static readonly long[] s_numbers = [.. Enumerable.Range(0, 63).Select(power => 1L << power)];

    public static ReadOnlySpan<long> Of(bool isMoment) => isMoment ? s_moments : s_numbers;

    /// <summary>The bin of a value; bins begin at the first day of the calendar, which was a Monday, or at 0.</summary>
    public static long Bin(long value, long width) => value >= 0 ? value / width : -1 - ((-1 - value) / width);
}

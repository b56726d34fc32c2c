using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Moments laid out at equal steps: of a fixed length, of business days or of months.</summary>
/// <param name="Name">The step in words.</param>
/// <param name="Places">For each moment, in ascending order, its step from 0 on.</param>
/// <param name="RegularShare">The share of the distances that fits; NaN for bins.</param>
/// <param name="IsBinned">Whether steps are bins.</param>
/// <param name="Known">Periods that the calendar suggests, in steps, with their names.</param>
/// <param name="Start">The moment at which a step begins.</param>
internal sealed record TimeSteps(string Name, int[] Places, double RegularShare, bool IsBinned, (int Period, string Name)[] Known, Func<int, double> Start)
{
    private const double Slack = 0.05, LeastRegular = 0.5, LeastAlike = 0.9, MostEmpty = 0.1;
    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>How many steps there are.</summary>
    public int Count => Places[^1] + 1;

    /// <summary>Finds the step; null below 3 moments.</summary>
    /// <param name="moments">Different moments (or first moments of bins), ascending.</param>
    /// <param name="width">The width of bins, 1 for moments themselves.</param>
    /// <param name="isMoment">Whether they are moments and not whole numbers.</param>
    public static TimeSteps? Of(long[] moments, long width, bool isMoment)
    {
        if (moments.Length < 3) return null;
        double[] distances = [.. moments.Zip(moments.Skip(1), (a, b) => (double)b - a)];
        double[] sorted = [.. distances.Order()];
        double median = sorted[sorted.Length / 2];
        if (isMoment && width <= Day && OfMonths(moments, distances, median) is { } months) return months;
        if (isMoment && OfBusinessDays(moments, median, width) is { } business) return business;
        if (width > 1) return OfBins(moments, width, isMoment);
        double mode = distances.GroupBy(distance => distance).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
        double step = Share(distances, mode) >= Share(distances, median) ? mode : median, regular = Share(distances, step), single = Share(distances, step, 1);
        double steps = (((double)moments[^1] - moments[0]) / step) + 1;
        if (single < LeastRegular || steps > TimeGrid.Most) return Irregular(moments, median, isMoment) with { RegularShare = single < LeastRegular ? single : regular };
        int[] places = [.. moments.Select(moment => (int)Math.Round(((double)moment - moments[0]) / step))];
        return new TimeSteps(Word(step, isMoment), places, regular, false, isMoment ? Periods(step) : [], place => moments[0] + (place * step));
    }

    private static double Share(double[] distances, double step, double most = double.PositiveInfinity) =>
        distances.Count(distance => Math.Round(distance / step) is >= 1 and var times && times <= most && Math.Abs(distance - (times * step)) <= Slack * step) / (double)distances.Length;

    // The least width at which few bins are empty and the whole fits.
    private static TimeSteps Irregular(long[] moments, double median, bool isMoment)
    {
        ReadOnlySpan<long> widths = TimeWidths.Of(isMoment);
        long chosen = widths[^1];
        foreach (long width in widths)
        {
            double span = ((double)moments[^1] - moments[0]) / width;
            if (width < median || span > TimeGrid.Most - 2) continue;
            chosen = width;
            int bins = moments.Select(moment => TimeWidths.Bin(moment, width)).Distinct().Count();
            if (bins >= (1 - MostEmpty) * span || span < 100) break;
        }

        return OfBins(moments, chosen, isMoment);
    }

    private static TimeSteps OfBins(long[] moments, long width, bool isMoment)
    {
        // Few moments far away from all others stretch the grid.
        ReadOnlySpan<long> widths = TimeWidths.Of(isMoment);
        foreach (long wider in widths)
            if (wider >= width && ((double)moments[^1] - moments[0]) / wider <= TimeGrid.Most)
            {
                width = wider;
                break;
            }

        long first = TimeWidths.Bin(moments[0], width);
        return new TimeSteps(Word(width, isMoment), [.. moments.Select(moment => (int)(TimeWidths.Bin(moment, width) - first))], double.NaN, true, isMoment ? Periods(width) : [], place => ((double)first + place) * width);
    }

    private static TimeSteps? OfBusinessDays(long[] moments, double median, long width)
    {
        if (median != Day || moments.Length < 10 || width > Day) return null;
        long phase = moments[0] % Day;
        if (moments.Any(moment => moment % Day != phase || (moment / Day % 7) >= 5) || moments[^1] - moments[0] < 7 * Day) return null;
        int[] places = [.. moments.Select(moment => Business(moment / Day) - Business(moments[0] / Day))];
        return new TimeSteps("business day", places, 1, false, [(5, "a week"), (21, "a month"), (261, "a year")], place => MomentOf(Business(moments[0] / Day) + place));

        static int Business(long day) => (int)((day / 7 * 5) + (day % 7));
        static double MomentOf(int business) => ((business / 5 * 7L) + (business % 5)) * (double)Day;
    }

    private static TimeSteps? OfMonths(long[] moments, double[] distances, double median)
    {
        if (median < 27 * Day) return null;
        DateTime[] dates = [.. moments.Select(ticks => new DateTime(ticks))];
        int day = dates[0].Day;
        bool ends = dates.Count(IsLastDay) >= LeastAlike * dates.Length;
        if (!ends && dates.Count(date => date.Day == day) < LeastAlike * dates.Length) return null;
        int[] months = [.. dates.Select(date => (date.Year * 12) + date.Month)];
        int[] apart = [.. months.Zip(months.Skip(1), (a, b) => b - a)];
        int step = apart.GroupBy(one => one).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
        if (step < 1 || (months[^1] - months[0]) / step >= TimeGrid.Most) return null;
        double regular = apart.Count(one => one > 0 && one % step == 0) / (double)distances.Length;
        if (regular < LeastAlike) return null;
        string name = step % 12 == 0 ? (step == 12 ? "1 year" : $"{step / 12} years") : step == 1 ? "1 month" : $"{step} months";
        int[] places = [.. months.Select(month => (month - months[0]) / step)];
        return new TimeSteps(name, places, regular, false, 12 % step == 0 && step <= 6 ? [(12 / step, "a year")] : [], place => dates[0].AddMonths(Math.Min(place * step, ((9999 - dates[0].Year) * 12) + 12 - dates[0].Month)).Ticks);

        static bool IsLastDay(DateTime date) => date.Day == DateTime.DaysInMonth(date.Year, date.Month);
    }

    private static (int, string)[] Periods(double step)
    {
        List<(int, string)> periods = [];
        foreach ((double length, string name) in (ReadOnlySpan<(double, string)>)[(TimeSpan.TicksPerMinute, "a minute"), (TimeSpan.TicksPerHour, "an hour"), (Day, "a day"), (7.0 * Day, "a week"), (365.25 * Day, "a year")])
        {
            double steps = length / step;
            int whole = (int)Math.Round(Math.Min(steps, 100_000));

            // A year is no whole number of days or weeks.
            if (whole >= 2 && whole < 100_000 && (Math.Abs(steps - whole) < 1e-6 * whole || name == "a year")) periods.Add((whole, name));
        }

        return [.. periods];
    }

    private static string Word(double step, bool isMoment)
    {
        if (!isMoment) return ReportNumber.Format(step);
        foreach ((long unit, string name) in (ReadOnlySpan<(long, string)>)[(7 * Day, "week"), (Day, "day"), (TimeSpan.TicksPerHour, "hour"), (TimeSpan.TicksPerMinute, "minute"), (TimeSpan.TicksPerSecond, "second"), (TimeSpan.TicksPerMillisecond, "millisecond")])
        {
            double times = step / unit;
            if (times >= 1 && Math.Abs(times - Math.Round(times)) < 1e-9) return Math.Round(times) == 1 ? $"1 {name}" : FormattableString.Invariant($"{times:N0} {name}s");
        }

        return step < TimeSpan.TicksPerMillisecond ? FormattableString.Invariant($"{step / 10:0.#} microseconds") : TimeSpan.FromTicks((long)step).ToString("g", CultureInfo.InvariantCulture);
    }
}

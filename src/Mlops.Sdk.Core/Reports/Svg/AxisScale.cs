using System.Globalization;

namespace Mlops.Sdk;

/// <summary>A linear scale with ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed class AxisScale
{
    // Below this a step would lose its digits or vanish.
    private const double Tiny = 1e-290;

    private readonly double _step;
    private readonly ReportNumberFormat _format;
    private readonly string? _pattern;

    private AxisScale(double low, double high, double step, ReportNumberFormat format)
    {
        Low = low;
        High = high;
        _step = step;
        _format = format;
        double slack = step * 1e-9;
        double first = Math.Ceiling((low / step) - 1e-9);
        Ticks = [.. Enumerable.Range(0, 64).Select(i => (first + i) * step).TakeWhile(tick => tick <= high + slack).Where(double.IsFinite)];
    }

    private AxisScale(double low, double high, IReadOnlyList<double> ticks, string pattern)
    {
        Low = low;
        High = high;
        Ticks = ticks;
        _pattern = pattern;
    }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>A scale that ends on ticks.</summary>
    public static AxisScale Rounded(double low, double high, int ticks, ReportNumberFormat format)
    {
        (low, high) = Widen(low, high);
        double step = Step(low, high, ticks);
        double down = Math.Floor((low / step) + 1e-9) * step, up = Math.Ceiling((high / step) - 1e-9) * step;
        return double.IsFinite(down) && double.IsFinite(up) ? new(down, up, step, format) : new(low, high, step, format);
    }

    /// <summary>A scale that ends exactly where told.</summary>
    public static AxisScale Exact(double low, double high, int ticks, ReportNumberFormat format)
    {
        (low, high) = Widen(low, high);
        return new(low, high, Step(low, high, ticks), format);
    }

    /// <summary>A scale of moments, in ticks of 100 nanoseconds, that ends exactly where told; marks at whole years, months, days, hours or minutes.</summary>
    public static AxisScale Moments(double low, double high, int ticks)
    {
        if (!(high > low) || low < 0 || high > DateTime.MaxValue.Ticks)
        {
            return Exact(low, high, ticks, ReportNumberFormat.General);
        }

        DateTime from = new(Math.Min((long)low, DateTime.MaxValue.Ticks)), to = new(Math.Min((long)high, DateTime.MaxValue.Ticks));
        double days = (to - from).TotalDays / ticks;
        (DateTime first, Func<DateTime, DateTime> next, string pattern) = days switch
        {
            > 300 => (new DateTime(from.Year, 1, 1), Years((int)Math.Max(1, Math.Round(days / 365.25))), "yyyy"),
            > 20 => (new DateTime(from.Year, from.Month, 1), Months((int)Math.Max(1, Math.Round(days / 30.4))), "yyyy-MM"),
            > 0.7 => (from.Date, Spans(TimeSpan.FromDays(Math.Max(1, Math.Round(days)))), "yyyy-MM-dd"),
            > 1.0 / 48 => (from.Date.AddHours(from.Hour), Spans(TimeSpan.FromHours(Math.Max(1, Math.Round(days * 24)))), "MM-dd HH:mm"),
            _ => (new DateTime(from.Ticks - (from.Ticks % TimeSpan.TicksPerMinute)), Spans(TimeSpan.FromMinutes(Math.Max(1, Math.Round(days * 1440)))), "HH:mm:ss"),
        };
        List<double> marks = [];
        for (DateTime mark = first; mark <= to && marks.Count < 64; mark = next(mark))
        {
            if (mark >= from)
            {
                marks.Add(mark.Ticks);
            }

            // The next mark could leave the calendar.
            if (mark.Year > 8900)
            {
                break;
            }
        }

        return new(low, high, marks, pattern);
    }

    private static Func<DateTime, DateTime> Years(int step) => moment => moment.AddYears(Math.Min(step, 1000));

    private static Func<DateTime, DateTime> Months(int step) => moment => moment.AddMonths(step);

    private static Func<DateTime, DateTime> Spans(TimeSpan step) => moment => moment.Add(step);

    /// <summary>Where a value lies, 0..1 within the scale. Halved first, so that no difference overflows.</summary>
    public double Share(double value) => ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));

    public string Label(double tick)
    {
        if (_pattern is not null)
        {
            return new DateTime((long)tick).ToString(_pattern, CultureInfo.InvariantCulture);
        }

        double factor = _format == ReportNumberFormat.Percent ? 100 : 1;
        double size = Math.Max(Math.Abs(Low), Math.Abs(High)) * factor;
        double step = _step * factor;
        (double unit, string suffix) = _format == ReportNumberFormat.Exact ? (1, "") : Unit(size);
        if (size >= 1e15 || step < 1e-6)
        {
            return tick == 0 ? "0" : (tick * factor).ToString("0.###e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step / unit) + 1e-9), 0, 10);
        double shown = Math.Round(tick * factor / unit, decimals);
        string pattern = (_format == ReportNumberFormat.Exact ? "0" : "#,0") + (decimals > 0 ? "." + new string('0', decimals) : "");
        string text = (shown == 0 ? 0 : shown).ToString(pattern, CultureInfo.InvariantCulture);
        return text + suffix + (_format == ReportNumberFormat.Percent ? "%" : "");
    }

    private static (double Unit, string Suffix) Unit(double size) => size switch
    {
        >= 1e12 => (1e12, "T"),
        >= 1e9 => (1e9, "B"),
        >= 1e6 => (1e6, "M"),
        _ => (1, ""),
    };

    private static (double Low, double High) Widen(double low, double high)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high > low && (high / 2) - (low / 2) > Math.Max(size * 1e-12, Tiny))
        {
            return (low, high);
        }

        double pad = size <= Tiny ? 1 : size * 0.1;
        return (Math.Max(low - pad, double.MinValue), Math.Min(high + pad, double.MaxValue));
    }

    private static double Step(double low, double high, int ticks)
    {
        double raw = ((high / 2) - (low / 2)) / ticks * 2;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double lead = raw / power;
        // The nearest of 1, 2, 5 and 10 by ratio: the bounds are their geometric means.
        double step = (lead < 1.4142 ? 1 : lead < 3.1623 ? 2 : lead < 7.0711 ? 5 : 10) * power;
        return double.IsFinite(step) && step > 0 ? step : raw;
    }
}

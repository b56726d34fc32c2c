using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>How numbers are written in every report: invariant culture, four significant digits, nothing rounded away from the whole part.</summary>
public static class ReportNumber
{
    /// <summary>What stands for a missing value: an en dash.</summary>
    public const string Missing = "–";

    private const double LargestPlain = 1e15;
    private const double SmallestPlain = 1e-4;

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number; null gives an en dash.</param>
    /// <param name="format">The form.</param>
    /// <param name="digits">How many significant digits a number with a fraction shows, 1..15.</param>
    public static string Format(double? value, ReportNumberFormat format = ReportNumberFormat.General, int digits = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 15);
        return value is not { } number ? Missing
            : double.IsNaN(number) ? "NaN"
            : double.IsInfinity(number) ? (number > 0 ? "∞" : "-∞")
            : format switch
            {
                ReportNumberFormat.Integer => Whole(Math.Round(number)),
                ReportNumberFormat.Percent => General(number * 100, digits) + "%",
                ReportNumberFormat.Exact => number.ToString("R", CultureInfo.InvariantCulture),
                ReportNumberFormat.Moment => Moment(number),
                _ => General(number, digits),
            };
    }

    /// <summary>Writes a number with as few digits, four at least, as tell it from another: -3.00004 beside -3.00003.</summary>
    /// <param name="value">The number.</param>
    /// <param name="other">The other; where both are the same, or it is NaN, four digits do.</param>
    public static string Apart(double value, double other)
    {
        for (int digits = 4; digits <= 15; digits++)
            if (value.Equals(other) || double.IsNaN(other) || Format(value, digits: digits) != Format(other, digits: digits)) return Format(value, digits: digits);
        return Format(value, ReportNumberFormat.Exact);
    }

    /// <summary>Writes a share of 1 in percent: 0.25 reads 25%.</summary>
    /// <param name="fraction">The share; null gives an en dash.</param>
    /// <param name="digits">How many significant digits it shows.</param>
    public static string Percent(double? fraction, int digits = 4) => Format(fraction, ReportNumberFormat.Percent, digits);

    /// <summary>Writes what a cell holds.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="format">The form of its number, unless the cell has its own.</param>
    public static string Format(ReportCell cell, ReportNumberFormat format = ReportNumberFormat.General) =>
        cell.Text ?? (cell.Heights is { } heights ? TextBars.Spark(heights) : Format(cell.Number, cell.Format ?? format));

    private static string Moment(double ticks)
    {
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return General(ticks, 4);
        }

        // The last moment of the calendar rounds up as a double.
        DateTime moment = new(Math.Min((long)ticks, DateTime.MaxValue.Ticks));
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static string General(double number, int digits)
    {
        double size = Math.Abs(number);
        if (number == Math.Floor(number) && size < LargestPlain)
        {
            return Whole(number);
        }

        if (size is < SmallestPlain or >= LargestPlain)
        {
            string mantissa = digits > 1 ? "0." + new string('#', digits - 1) : "0";
            return number.ToString(mantissa + "e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15);
        string text = number.ToString(decimals > 0 ? "#,0." + new string('#', decimals) : "#,0", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private static string Whole(double number) =>
        Math.Abs(number) < LargestPlain
            ? (number == 0 ? "0" : number.ToString("#,0", CultureInfo.InvariantCulture))
            : number.ToString("0.###e0", CultureInfo.InvariantCulture);
}

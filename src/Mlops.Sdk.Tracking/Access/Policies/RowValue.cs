using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A value that a column is compared with: a text, a number, a flag, or the name of who reads.</summary>
internal sealed record RowValue
{
    private RowValue(string? text, string? number, bool? flag) => (Text, Number, Flag) = (text, number, flag);

    /// <summary>The name of the principal that reads.</summary>
    public static RowValue Reader { get; } = new(null, null, null);

    public string? Text { get; }

    /// <summary>The digits as they were written, so that long integers lose none.</summary>
    public string? Number { get; }

    public bool? Flag { get; }

    public static RowValue OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text, null, null);
    }

    public static RowValue OfNumber(double number) => double.IsNaN(number)
        ? throw new ArgumentException("Nothing compares with NaN; ask whether the column is missing.", nameof(number))
        : new(null, number.ToString("R", CultureInfo.InvariantCulture).Replace("Infinity", "inf", StringComparison.Ordinal), null);

    public static RowValue OfDigits(string digits) => new(null, digits, null);

    public static RowValue OfFlag(bool flag) => new(null, null, flag);

    /// <summary>Compares a value of a column with this one: below 0, 0 or above 0; null where it is missing or NaN.</summary>
    public Func<int, int?> Comparer(Column column, string principal)
    {
        switch (column)
        {
            case TextColumn or CategoryColumn when (ReferenceEquals(this, Reader) ? principal : Text) is string text:
                return row => column.IsMissing(row) ? null : string.CompareOrdinal(column.GetText(row), text);
            case FlagColumn flags when Flag is bool flag:
                return row => flags.IsMissing(row) ? null : flags.Values[row].CompareTo(flag);
            case TimestampColumn times when Text is string written && DateTime.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time):
                return row => times.IsMissing(row) ? null : times.Ticks[row].CompareTo(time.Ticks);
            case IntegerColumn integers when Number is not null && long.TryParse(Number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole):
                return row => integers.IsMissing(row) ? null : integers.Values[row].CompareTo(whole);
            case IntegerColumn integers when Number is not null:
                double among = ToDouble(Number);
                return row => integers.IsMissing(row) ? null : ((double)integers.Values[row]).CompareTo(among);
            case NumberColumn numbers when Number is not null:
                double number = ToDouble(Number);
                return row => numbers.IsMissing(row) || double.IsNaN(numbers.Values[row]) ? null : numbers.Values[row].CompareTo(number);
            default:
                throw new RowFilterException($"column {ErrorText.Show(column.Name)} holds {column.Type} values, and it is compared with {(Text is not null || ReferenceEquals(this, Reader) ? "a text" : Number is not null ? "a number" : "a flag")}");
        }
    }

    public override string ToString() => Text is not null ? $"'{Text.Replace("'", "''", StringComparison.Ordinal)}'" : Number ?? (Flag is bool flag ? flag ? "TRUE" : "FALSE" : "PRINCIPAL");

    private static double ToDouble(string digits) => digits.TrimStart('-', '+').Equals("inf", StringComparison.OrdinalIgnoreCase)
        ? digits[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity
        : double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
}

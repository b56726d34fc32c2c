using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Columns made anew, so that nothing of what they stand for is left in them: no bytes behind a slice, no level that does not occur, no value beneath a missing row.</summary>
internal static class MaskedColumns
{
    public static Column Texts(TextColumn column, Func<int, string> masked) =>
        TextColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : masked(row)));

    /// <summary>Levels in the order of the masked names, for the order of the others would tell of them.</summary>
    public static Column Levels(CategoryColumn column, Func<string, string> masked)
    {
        string?[] names = new string?[column.Levels.Count];
        return CategoryColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => column.Codes[row] is var code and >= 0 ? names[code] ??= masked(column.Levels[code]) : null));
    }

    public static Column Integers(IntegerColumn column, Func<long, long> masked)
    {
        var values = new long[column.Length];
        for (int row = 0; row < values.Length; row++) values[row] = column.IsMissing(row) ? 0 : masked(column.Values[row]);
        return new IntegerColumn(column.Name, values, MissingMask.Create(values.Length, column.IsMissing));
    }

    public static Column Numbers(NumberColumn column, Func<double, double> masked)
    {
        var values = new double[column.Length];
        for (int row = 0; row < values.Length; row++) values[row] = column.IsMissing(row) ? double.NaN : masked(column.Values[row]);
        return column.NanIsMissing ? new NumberColumn(column.Name, values) : new NumberColumn(column.Name, values, MissingMask.Create(values.Length, column.IsMissing));
    }

    public static Column Missing(Column column)
    {
        MissingMask all = MissingMask.All(column.Length);
        return column switch
        {
            TextColumn => TextColumn.FromValues(column.Name, new string?[column.Length]),
            CategoryColumn => CategoryColumn.FromValues(column.Name, new string?[column.Length]),
            IntegerColumn => new IntegerColumn(column.Name, new long[column.Length], all),
            FlagColumn => new FlagColumn(column.Name, new bool[column.Length], all),
            TimestampColumn => new TimestampColumn(column.Name, new long[column.Length], all),
            NumberColumn => new NumberColumn(column.Name, Filled(column.Length, double.NaN)),
            _ => throw new RowFilterException($"there is no mask for {column.Type} values"),
        };
    }

    /// <summary>A column of one value; null when the text is no value of the type.</summary>
    public static Column? Constant(Column column, string value)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return column switch
        {
            TextColumn => TextColumn.FromValues(column.Name, Filled(column.Length, value)),
            CategoryColumn => CategoryColumn.FromValues(column.Name, Filled(column.Length, value)),
            IntegerColumn when long.TryParse(value, NumberStyles.AllowLeadingSign, culture, out long whole) => new IntegerColumn(column.Name, Filled(column.Length, whole)),
            NumberColumn when double.TryParse(value, NumberStyles.Float, culture, out double number) => new NumberColumn(column.Name, Filled(column.Length, number)),
            FlagColumn when bool.TryParse(value, out bool flag) => new FlagColumn(column.Name, Filled(column.Length, flag)),
            TimestampColumn when DateTime.TryParse(value, culture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) => new TimestampColumn(column.Name, Filled(column.Length, time.Ticks)),
            _ => null,
        };
    }

    private static T[] Filled<T>(int length, T value)
    {
        var values = new T[length];
        Array.Fill(values, value);
        return values;
    }
}

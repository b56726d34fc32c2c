using System.Globalization;
using Microsoft.Data.Analysis;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads columns of data frames.</summary>
internal static class FrameReader
{
    /// <summary>The column, or null when no dataset column holds its type.</summary>
    public static Column? Read(DataFrameColumn column)
    {
        if (column.Length > Array.MaxLength)
            throw new ArgumentException($"Column '{column.Name}' has {column.Length} rows; a dataset holds {Array.MaxLength}. Give it in parts.", nameof(column));
        return column switch
        {
            PrimitiveDataFrameColumn<double> values => Numbers(values, value => value),
            PrimitiveDataFrameColumn<float> values => Numbers(values, value => value),
            PrimitiveDataFrameColumn<decimal> values => Numbers(values, value => (double)value),
            PrimitiveDataFrameColumn<long> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<int> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<short> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<sbyte> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<byte> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<ushort> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<uint> values => Integers(values, (value, _) => value),
            PrimitiveDataFrameColumn<ulong> values => Integers(values, (value, row) => Signed(value, row, column.Name)),
            PrimitiveDataFrameColumn<bool> values => Flags(values),
            PrimitiveDataFrameColumn<DateTime> values => Timestamps(values),
            PrimitiveDataFrameColumn<char> values => StringColumns.Create(column.Name, Rows(values).Select(value => value?.ToString(CultureInfo.InvariantCulture))),
            StringDataFrameColumn texts => StringColumns.Create(column.Name, texts),
            ArrowStringDataFrameColumn texts => StringColumns.Create(column.Name, texts),
            _ => null,
        };
    }

    private static IEnumerable<T?> Rows<T>(PrimitiveDataFrameColumn<T> column)
        where T : unmanaged => column;

    private static T[] Values<TFrom, T>(PrimitiveDataFrameColumn<TFrom> column, Func<TFrom, int, T> convert, T whenNull)
        where TFrom : unmanaged
    {
        var values = new T[column.Length];
        int row = 0;
        foreach (TFrom? value in Rows(column))
        {
            values[row] = value is { } present ? convert(present, row) : whenNull;
            row++;
        }

        return values;
    }

    private static MissingMask Mask<T>(PrimitiveDataFrameColumn<T> column)
        where T : unmanaged => column.NullCount == 0 ? default : MissingMask.Create((int)column.Length, row => !column.IsValid(row));

    private static NumberColumn Numbers<T>(PrimitiveDataFrameColumn<T> column, Func<T, double> convert)
        where T : unmanaged
    {
        bool hasNaN = false;
        double[] values = Values(column, (value, _) =>
        {
            double number = convert(value);
            hasNaN |= double.IsNaN(number);
            return number;
        }, double.NaN);
        return hasNaN ? new NumberColumn(column.Name, values, Mask(column)) : new NumberColumn(column.Name, values);
    }

    private static IntegerColumn Integers<T>(PrimitiveDataFrameColumn<T> column, Func<T, int, long> convert)
        where T : unmanaged => new(column.Name, Values(column, convert, 0), Mask(column));

    private static FlagColumn Flags(PrimitiveDataFrameColumn<bool> column) => new(column.Name, Values(column, (value, _) => value, false), Mask(column));

    private static TimestampColumn Timestamps(PrimitiveDataFrameColumn<DateTime> column) =>
        new(column.Name, Values(column, (value, _) => (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks, 0), Mask(column));

    private static long Signed(ulong value, int row, string name) => value <= long.MaxValue
        ? (long)value
        : throw new MlopsException("MLO1036", string.Create(CultureInfo.InvariantCulture, $"Row {row}, column '{name}': {value} is beyond {long.MaxValue}, the largest integer. Convert the column to double or to string first."));
}

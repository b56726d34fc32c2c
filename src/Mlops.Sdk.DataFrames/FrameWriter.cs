using Microsoft.Data.Analysis;

namespace Mlops.Sdk;

/// <summary>Writes columns as columns of data frames.</summary>
internal static class FrameWriter
{
    public static DataFrameColumn Write(Column column)
    {
        switch (column)
        {
            case NumberColumn numbers: return new DoubleDataFrameColumn(column.Name, Rows<double>(column, row => numbers.Values[row]));
            case IntegerColumn integers: return new Int64DataFrameColumn(column.Name, Rows<long>(column, row => integers.Values[row]));
            case FlagColumn flags: return new BooleanDataFrameColumn(column.Name, Rows<bool>(column, row => flags.Values[row]));
            case TimestampColumn timestamps: return new DateTimeDataFrameColumn(column.Name, Rows<DateTime>(column, row => new DateTime(timestamps.Ticks[row])));
            default:
                return new StringDataFrameColumn(column.Name, Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.GetText(row)));
        }
    }

    private static IEnumerable<T?> Rows<T>(Column column, Func<int, T> value)
        where T : struct => Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? (T?)null : value(row));
}

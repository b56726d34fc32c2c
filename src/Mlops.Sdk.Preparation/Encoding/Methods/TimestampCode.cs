using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Parts of a timestamp; NaN where it is missing.</summary>
internal sealed record TimestampCode(string Name, string[] Parts) : ColumnCode(Name, ColumnType.Timestamp)
{
    private static readonly DateTime s_epoch = new(1970, 1, 1);

    // First is the least value; a length of 0 has no cycle.
    private static readonly (TimestampParts Part, string Name, int First, int Length, Func<DateTime, double> Read)[] s_parts =
    [
        (TimestampParts.Year, "year", 0, 0, moment => moment.Year),
        (TimestampParts.Quarter, "quarter", 1, 4, moment => ((moment.Month - 1) / 3) + 1),
        (TimestampParts.Month, "month", 1, 12, moment => moment.Month),
        (TimestampParts.Week, "week", 1, 53, moment => ISOWeek.GetWeekOfYear(moment)),
        (TimestampParts.DayOfYear, "day_of_year", 1, 366, moment => moment.DayOfYear),
        (TimestampParts.DayOfMonth, "day_of_month", 1, 31, moment => moment.Day),
        (TimestampParts.DayOfWeek, "day_of_week", 1, 7, DayOfWeek),
        (TimestampParts.Hour, "hour", 0, 24, moment => moment.Hour),
        (TimestampParts.Minute, "minute", 0, 60, moment => moment.Minute),
        (TimestampParts.Second, "second", 0, 60, moment => moment.Second),
        (TimestampParts.Days, "days", 0, 0, moment => (moment - s_epoch).TotalDays),
    ];

    private static readonly Dictionary<string, Func<DateTime, double>> s_readers = Readers();

    public override string Method => "parts";

    public override bool UsesLevels => false;

    /// <summary>The parts that vary among the rows.</summary>
    public static ColumnCode Learn(TimestampColumn column, TimestampEncoding encoding, TimestampParts wanted)
    {
        if (encoding == TimestampEncoding.Drop) return new DroppedCode(column.Name, column.Type, "asked for") { Outputs = [] };
        string[] parts =
        [
            .. s_parts.Where(part => wanted.HasFlag(part.Part) && Varies(column, part.Read)).SelectMany(part => encoding == TimestampEncoding.Cycles && part.Length > 0 ? (string[])[part.Name + "_sin", part.Name + "_cos"] : [part.Name]),
        ];
        return parts.Length == 0
            ? new DroppedCode(column.Name, column.Type, "none of the parts asked for varies") { Outputs = [] }
            : new TimestampCode(column.Name, parts) { Outputs = Array.ConvertAll(parts, part => $"{column.Name}={part}") };
    }

    public override bool IsWhole(int levels) => Parts.Length == Outputs.Length && Array.TrueForAll(Parts, s_readers.ContainsKey);

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
    {
        var moments = (TimestampColumn)column;
        double[][] outputs = Allocate(Parts.Length, column.Length);
        for (int i = 0; i < Parts.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Func<DateTime, double> read = s_readers[Parts[i]];
            for (int row = 0; row < moments.Length; row++) outputs[i][row] = moments.IsMissing(row) ? double.NaN : read(new DateTime(moments.Ticks[row]));
        }

        return outputs;
    }

    private static bool Varies(TimestampColumn column, Func<DateTime, double> read)
    {
        double first = double.NaN;
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            double value = read(new DateTime(column.Ticks[row]));
            if (double.IsNaN(first)) first = value;
            else if (value != first) return true;
        }

        return false;
    }

    private static Dictionary<string, Func<DateTime, double>> Readers()
    {
        var readers = new Dictionary<string, Func<DateTime, double>>(StringComparer.Ordinal);
        foreach ((_, string name, int first, int length, Func<DateTime, double> read) in s_parts)
        {
            readers.Add(name, read);
            if (length == 0) continue;
            readers.Add(name + "_sin", moment => Math.Sin(Math.Tau * (read(moment) - first) / length));
            readers.Add(name + "_cos", moment => Math.Cos(Math.Tau * (read(moment) - first) / length));
        }

        return readers;
    }

    // Monday 1 to Sunday 7, as in ISO 8601.
    private static double DayOfWeek(DateTime moment) => (((int)moment.DayOfWeek + 6) % 7) + 1;
}

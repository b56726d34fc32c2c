using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Segments by periods of time.</summary>
internal sealed record PeriodSegments(string Column, SegmentPeriod Length) : SegmentBy([Column])
{
    internal override bool IsOrdered => true;

    internal override SegmentBy Bind(Schema schema, Dataset? first)
    {
        Require(schema, Column, field => field.Type == ColumnType.Timestamp, "periods are of timestamps: read it as one with CsvOptions.Types.");
        return this;
    }

    internal override SegmentKey[] KeysOf(Dataset rows)
    {
        var column = (TimestampColumn)rows[Column];
        var names = new Dictionary<DateTime, string>();
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => column.IsMissing(row) ? new SegmentKey(double.PositiveInfinity, null, "") : KeyOf(Start(new DateTime(column.Ticks[row]))))];

        SegmentKey KeyOf(DateTime start)
        {
            if (!names.TryGetValue(start, out string? name)) names.Add(start, name = NameOf(start));
            return new SegmentKey(start.Ticks, name, "");
        }
    }

    internal override bool Makes(SegmentKey key) => key.Second is { Length: 0 }
        && (key.First is null ? double.IsPositiveInfinity(key.Order) : key.Order >= 0 && key.Order <= DateTime.MaxValue.Ticks && new DateTime((long)key.Order) is var start && Start(start) == start && NameOf(start) == key.First);

    private string NameOf(DateTime start) => start.ToString(Length == SegmentPeriod.Year ? "yyyy" : Length == SegmentPeriod.Month ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateTime Start(DateTime moment) => Length switch
    {
        SegmentPeriod.Day => moment.Date,

        // The first day of the calendar was a Monday.
        SegmentPeriod.Week => new DateTime(moment.Ticks - (moment.Ticks % (7 * TimeSpan.TicksPerDay))),
        SegmentPeriod.Month => new DateTime(moment.Year, moment.Month, 1),
        _ => new DateTime(moment.Year, 1, 1),
    };
}

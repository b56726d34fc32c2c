using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Moments in time as ticks of 100 nanoseconds since 0001-01-01. A value with an offset was converted to UTC when it was read; a date is its midnight.</summary>
public sealed class TimestampColumn : Column
{
    private readonly ReadOnlyMemory<long> _ticks;
    private readonly MissingMask _missing;

    /// <summary>A column over ticks that are not copied and not to be changed afterwards.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="ticks">Ticks within the range of <see cref="DateTime"/>; 0 at every missing row.</param>
    /// <param name="missing">The missing rows; none by default.</param>
    public TimestampColumn(string name, ReadOnlyMemory<long> ticks, MissingMask missing = default)
        : base(name, ticks.Length)
    {
        _ticks = ticks;
        _missing = missing;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Timestamp;

    /// <summary>Ticks, 0 where missing.</summary>
    public ReadOnlySpan<long> Ticks => _ticks.Span;

    /// <summary>The missing rows.</summary>
    public MissingMask Missing => _missing;

    /// <inheritdoc/>
    public override int MissingCount => _missing.Count();

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _missing[row];

    /// <inheritdoc/>
    public override object? GetValue(int row) => _missing[row] ? null : new DateTime(_ticks.Span[row]);

    /// <summary>The value in ISO 8601: a date where the time is midnight, otherwise date and time with as many digits as needed.</summary>
    public override string GetText(int row) => _missing[row] ? "" : Format(_ticks.Span[row]);

    /// <inheritdoc/>
    public override Column Slice(int start, int length)
    {
        CheckRange(start, length, Length);
        return new TimestampColumn(Name, _ticks.Slice(start, length), _missing.Slice(start, length));
    }

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new TimestampColumn(Name, Gather(Ticks, rows), _missing.Take(rows));

    /// <inheritdoc/>
    public override Column WithName(string name) => new TimestampColumn(name, _ticks, _missing);

    internal static string Format(long ticks)
    {
        var value = new DateTime(ticks);
        return value.ToString(value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }
}

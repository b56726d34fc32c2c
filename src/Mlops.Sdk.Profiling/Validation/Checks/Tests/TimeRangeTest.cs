using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The moment lies within limits, both inclusive.</summary>
internal sealed class TimeRangeTest(string column, long earliest, long latest) : ColumnTest(column)
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing) =>
        RangeBits.Outside(batch.Column<TimestampColumn>(Column).Ticks, earliest, latest, failing);
}

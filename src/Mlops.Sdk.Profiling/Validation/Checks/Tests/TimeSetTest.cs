using System.Collections.Frozen;

namespace Mlops.Sdk;

/// <summary>The moment is, or is not, one of a list.</summary>
internal sealed class TimeSetTest(string column, FrozenSet<long> ticks, bool not) : ColumnTest(column)
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        ReadOnlySpan<long> moments = batch.Column<TimestampColumn>(Column).Ticks;
        failing.Clear();
        for (int row = 0; row < moments.Length; row++)
            if (ticks.Contains(moments[row]) == not) failing[row >> 6] |= 1UL << row;
    }
}

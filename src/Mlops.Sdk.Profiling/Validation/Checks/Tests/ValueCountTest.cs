using System.Buffers;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>So many of some columns have a value.</summary>
internal sealed class ValueCountTest(IReadOnlyList<string> columns, int min, int max) : RowTest
{
    protected override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        RowBits.Fill(looked, batch.Rows);
        failing.Clear();
        // Columns without a hole are the same in every row, so that only the others are counted.
        int holed = columns.Count(column => !batch.Missing(column).IsEmpty), mostMissing = columns.Count - min, leastMissing = columns.Count - max;
        if (leastMissing > holed)
        {
            failing.Fill(ulong.MaxValue);
            return;
        }

        if (holed == 0) return;
        int length = RowTallies.Planes(holed) * batch.Words;
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(length);
        Span<ulong> planes = rented.AsSpan(0, length);
        planes.Clear();
        foreach (string column in columns)
            if (batch.Missing(column) is { IsEmpty: false } missing) RowTallies.Add(planes, missing);
        if (mostMissing < holed) RowTallies.AtLeast(planes, mostMissing + 1, failing);
        if (leastMissing > 0)
        {
            Span<ulong> few = stackalloc ulong[failing.Length];
            few.Fill(ulong.MaxValue);
            Span<ulong> enough = stackalloc ulong[failing.Length];
            RowTallies.AtLeast(planes, leastMissing, enough);
            RowBits.Remove(few, enough);
            RowBits.Add(failing, few);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    public override string Show(BatchView batch, int row)
    {
        string[] there = [.. columns.Where(column => !batch.Column<Column>(column).IsMissing(row))];
        return FormattableString.Invariant($"{there.Length:N0} of {columns.Count:N0}") + (there.Length == 0 ? "" : $": {string.Join(", ", there.Select(column => $"{column} = {batch.Column<Column>(column).GetText(row)}"))}");
    }
}

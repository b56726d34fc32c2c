using System.Buffers;
using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tries the rows in which all of some columns are present.</summary>
internal abstract class ColumnsTest(IReadOnlyList<string> columns) : RowTest
{
    protected sealed override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        RowBits.Fill(looked, batch.Rows);
        foreach (string column in columns) batch.RemoveMissing(column, looked);
        MarkValues(batch, looked, failing);
    }

    /// <summary>Marks the rows that fail; rows with a missing value do not matter.</summary>
    protected abstract void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing);

    public override string Show(BatchView batch, int row) => string.Join(", ", columns.Select(column => $"{column} = {batch.Column<Column>(column).GetText(row)}"));
}

/// <summary>Two numeric columns, or two of moments, stand in a relation.</summary>
internal sealed class CompareTest(string left, Comparison comparison, string right, double tolerance) : ColumnsTest([left, right])
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        switch (batch.Column<Column>(left), batch.Column<Column>(right))
        {
            case (TimestampColumn a, TimestampColumn b): Mark(a.Ticks, b.Ticks, (long)Math.Min(tolerance * TimeSpan.TicksPerSecond, DateTime.MaxValue.Ticks), failing); break;
            case (IntegerColumn a, IntegerColumn b) when tolerance == 0: Mark(a.Values, b.Values, 0, failing); break;
            default: Mark(batch.Numbers(left), batch.Numbers(right), tolerance, failing); break;
        }
    }

    private void Mark<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, T slack, Span<ulong> failing)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        switch (comparison)
        {
            case Comparison.Less: ComparisonBits.NotBelow(a, b, slack, failing); break;
            case Comparison.LessOrEqual: ComparisonBits.NotAtMost(a, b, slack, failing); break;
            case Comparison.Greater: ComparisonBits.NotBelow(b, a, slack, failing); break;
            case Comparison.GreaterOrEqual: ComparisonBits.NotAtMost(b, a, slack, failing); break;
            default:
                ComparisonBits.NotEqual(a, b, slack, failing);
                if (comparison == Comparison.NotEqual)
                    foreach (ref ulong word in failing) word = ~word;
                break;
        }
    }
}

/// <summary>Two texts, categories or flags are equal, or not.</summary>
internal sealed class SameTextTest(string left, string right, bool not) : ColumnsTest([left, right])
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        Column a = batch.Column<Column>(left), b = batch.Column<Column>(right);
        failing.Clear();
        for (int row = RowBits.Next(looked, 0); row >= 0; row = RowBits.Next(looked, row + 1))
        {
            bool same = a is TextColumn x && b is TextColumn y ? x.GetUtf8(row).SequenceEqual(y.GetUtf8(row)) : string.Equals(a.GetText(row), b.GetText(row), StringComparison.Ordinal);
            if (same == not) failing[row >> 6] |= 1UL << row;
        }
    }
}

/// <summary>Some numeric columns add up to another, or to a number.</summary>
internal sealed class SumTest(IReadOnlyList<string> addends, string? total, double number, double tolerance) : ColumnsTest(total is null ? addends : [.. addends, total])
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(2 * batch.Rows);
        Span<double> sum = rented.AsSpan(0, batch.Rows), same = rented.AsSpan(batch.Rows, batch.Rows);
        same.Fill(number);
        batch.Numbers(addends[0]).CopyTo(sum);
        foreach (string addend in addends.Skip(1)) TensorPrimitives.Add(sum, batch.Numbers(addend), sum);
        ComparisonBits.Off(sum, total is null ? same : batch.Numbers(total), tolerance, failing);
        ArrayPool<double>.Shared.Return(rented);
    }
}

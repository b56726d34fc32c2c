namespace Mlops.Sdk;

/// <summary>The number can be read as an integer, or as a flag.</summary>
internal sealed class WholeNumberTest(string column, bool flag) : ColumnTest(column)
{
    protected override void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        ReadOnlySpan<double> numbers = batch.Numbers(Column);
        failing.Clear();
        for (int row = 0; row < numbers.Length; row++)
        {
            double value = numbers[row];
            bool converts = flag ? value is 0 or 1 : Math.Floor(value) == value && value is >= long.MinValue and < 9223372036854775808.0;
            if (!converts) failing[row >> 6] |= 1UL << row;
        }
    }
}

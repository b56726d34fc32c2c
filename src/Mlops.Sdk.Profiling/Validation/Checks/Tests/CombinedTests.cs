using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A test in the rows that pass another one.</summary>
internal sealed class WhenTest(RowTest condition, RowTest test) : RowTest
{
    protected override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        Span<ulong> chosen = stackalloc ulong[looked.Length];
        condition.Mark(batch, chosen, failing);
        RowBits.Remove(chosen, failing);
        test.Mark(batch, looked, failing);
        RowBits.Keep(looked, chosen);
    }

    public override string Show(BatchView batch, int row) => test.Show(batch, row);
}

/// <summary>At least one of some tests is passed.</summary>
internal sealed class AnyOfTest(RowTest[] tests) : RowTest
{
    protected override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        Span<ulong> seen = stackalloc ulong[looked.Length], fails = stackalloc ulong[looked.Length], passes = stackalloc ulong[looked.Length];
        looked.Clear();
        passes.Clear();
        foreach (RowTest test in tests)
        {
            test.Mark(batch, seen, fails);
            RowBits.Add(looked, seen);
            RowBits.Remove(seen, fails);
            RowBits.Add(passes, seen);
        }

        looked.CopyTo(failing);
        RowBits.Remove(failing, passes);
    }

    public override string Show(BatchView batch, int row) => string.Join("; ", tests.Select(test => test.Show(batch, row)).Distinct(StringComparer.Ordinal));
}

/// <summary>A condition of the caller's.</summary>
internal sealed class CustomTest(string name, IReadOnlyList<string> columns, Func<DataRow, bool> holds) : RowTest
{
    protected override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        RowBits.Fill(looked, batch.Rows);
        failing.Clear();
        for (int row = 0; row < batch.Rows; row++)
            if (!Holds(batch, row)) failing[row >> 6] |= 1UL << row;
    }

    public override string Show(BatchView batch, int row) => string.Join(", ", columns.Select(column => $"{column} = {batch.Column<Column>(column).GetText(row)}"));

    private bool Holds(BatchView batch, int row)
    {
        try
        {
            return holds(batch.Data.Row(row));
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            throw new MlopsException("MLO3105", FormattableString.Invariant($"The condition of the rule '{name}' threw at row {batch.FirstRow + row}: {error.Message} Let it answer for every row, also where values are missing."), error);
        }
    }
}

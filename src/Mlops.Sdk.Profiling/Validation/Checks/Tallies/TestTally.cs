using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How many rows were looked at by a test, and how many of them passed it.</summary>
internal sealed class TestTally(string column, RowTest test) : Tally(column)
{
    public long Looked { get; private set; }

    public long Passed { get; private set; }

    public override void Add(BatchView batch)
    {
        Span<ulong> looked = stackalloc ulong[batch.Words], failing = stackalloc ulong[batch.Words];
        test.Mark(batch, looked, failing);
        int count = RowBits.Count(looked);
        Looked += count;
        Passed += count - RowBits.Count(failing);
    }

    public override void Merge(Tally other)
    {
        Looked += ((TestTally)other).Looked;
        Passed += ((TestTally)other).Passed;
    }
}

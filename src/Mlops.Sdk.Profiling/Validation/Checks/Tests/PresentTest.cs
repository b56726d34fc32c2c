using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The value is there.</summary>
internal sealed class PresentTest(string column) : RowTest
{
    protected override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        RowBits.Fill(looked, batch.Rows);
        ReadOnlySpan<ulong> missing = batch.Missing(column);
        if (missing.IsEmpty) failing.Clear();
        else missing.CopyTo(failing);
    }

    public override string Show(BatchView batch, int row) => "(missing)";
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The value is missing.</summary>
internal sealed class MissingTest(string column) : RowTest
{
    protected override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        RowBits.Fill(looked, batch.Rows);
        RowBits.Fill(failing, batch.Rows);
        batch.RemoveMissing(column, failing);
    }

    public override string Show(BatchView batch, int row) => batch.Column<Column>(column).GetText(row);
}

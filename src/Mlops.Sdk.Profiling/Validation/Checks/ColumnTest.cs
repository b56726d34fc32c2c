using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tries the present values of one column.</summary>
internal abstract class ColumnTest(string column) : RowTest
{
    public string Column { get; } = column;

    protected sealed override void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        RowBits.Fill(looked, batch.Rows);
        batch.RemoveMissing(Column, looked);
        MarkValues(batch, looked, failing);
    }

    /// <summary>Marks the rows whose value fails; missing rows do not matter.</summary>
    protected abstract void MarkValues(BatchView batch, ReadOnlySpan<ulong> looked, Span<ulong> failing);

    public override string Show(BatchView batch, int row) => batch.Column<Column>(Column).GetText(row);
}

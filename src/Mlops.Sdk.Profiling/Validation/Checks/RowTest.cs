using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tries each row for itself. Holds nothing of the rows, so many threads may use it.</summary>
internal abstract class RowTest
{
    /// <summary>Marks the rows that are looked at, and among them those that fail.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="looked">Overwritten: the rows that are looked at.</param>
    /// <param name="failing">Overwritten: the rows of these that fail.</param>
    public void Mark(BatchView batch, Span<ulong> looked, Span<ulong> failing)
    {
        MarkCore(batch, looked, failing);
        RowBits.Keep(failing, looked);
    }

    /// <summary>As <see cref="Mark"/>; what it marks as failing among rows that are not looked at does not count.</summary>
    protected abstract void MarkCore(BatchView batch, Span<ulong> looked, Span<ulong> failing);

    /// <summary>The value of a row as an example shows it.</summary>
    public abstract string Show(BatchView batch, int row);
}

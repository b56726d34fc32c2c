using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Reads a source once more for the keys that the passes before had no room for.</summary>
internal static class KeyPass
{
    /// <returns>False when the source cannot be read again.</returns>
    public static bool Run(DataValidator validator, DataSource source, CancellationToken cancellationToken)
    {
        IEnumerator<Dataset> batches;
        bool any;
        try
        {
            batches = source.LendBatches(DataValidator.BatchRows, cancellationToken: cancellationToken).SelectMany(lent => lent).GetEnumerator();
            any = batches.MoveNext();
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        using (batches)
        {
            ImmutableArray<KeyTally> tallies = validator.BeginPass();
            for (long rows = 0; any; any = batches.MoveNext())
            {
                Dataset batch = batches.Current;
                for (int start = 0; start < batch.RowCount; start += DataValidator.RunRows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var view = new BatchView(batch.Slice(start, Math.Min(DataValidator.RunRows, batch.RowCount - start)), rows + start);
                    foreach (KeyTally tally in tallies) tally.AddAgain(view);
                }

                rows += batch.RowCount;
            }
        }

        return true;
    }
}

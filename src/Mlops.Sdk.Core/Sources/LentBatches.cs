using System.Collections.Concurrent;

namespace Mlops.Sdk.Extensibility;

/// <summary>The batches that a source has lent in one pass (<see cref="DataSource.LendBatches"/>), and what is to be done when one comes back: mostly that its memory is used again. For many threads.</summary>
public sealed class LentBatches
{
    private readonly ConcurrentDictionary<Dataset, Action> _lent = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes note of a batch.</summary>
    /// <param name="batch">The batch, which nobody has lent yet.</param>
    /// <param name="takeBack">Called once when it comes back, on the thread that reads.</param>
    public void Add(Dataset batch, Action takeBack)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(takeBack);
        _lent[batch] = takeBack;
    }

    /// <summary>Hands batches out in lists; those of a list come back when the next one is asked for.</summary>
    /// <param name="batches">The batches in order; those that were not added are handed out like the others.</param>
    /// <param name="listRows">From how many rows on a list is handed out; the last one may have fewer.</param>
    public IEnumerable<IReadOnlyList<Dataset>> Lend(IEnumerable<Dataset> batches, int listRows)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return Lists(batches, listRows);
    }

    private IEnumerable<IReadOnlyList<Dataset>> Lists(IEnumerable<Dataset> batches, int listRows)
    {
        List<Dataset> list = [];
        long rows = 0;
        foreach (Dataset batch in batches)
        {
            list.Add(batch);
            if ((rows += batch.RowCount) < listRows) continue;
            yield return list;
            list.ForEach(TakeBack);
            list.Clear();
            rows = 0;
        }

        if (list.Count > 0) yield return list;
    }

    private void TakeBack(Dataset batch)
    {
        if (_lent.TryRemove(batch, out Action? takeBack)) takeBack();
    }
}

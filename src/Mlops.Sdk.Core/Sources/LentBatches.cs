using System.Collections.Concurrent;

namespace Mlops.Sdk;

/// <summary>The batches that are lent, and what is to be done when one comes back. For many threads.</summary>
internal sealed class LentBatches
{
    private readonly ConcurrentDictionary<Dataset, Action> _lent = new(ReferenceEqualityComparer.Instance);

    public void Add(Dataset batch, Action takeBack) => _lent[batch] = takeBack;

    public void TakeBack(Dataset batch)
    {
        if (_lent.TryRemove(batch, out Action? takeBack)) takeBack();
    }
}

namespace Mlops.Sdk;

/// <summary>The entries of highest counts of a walk over many, in memory for those alone. Of equal counts the first ones stay.</summary>
internal sealed class TopCounts<T>(int most)
{
    private readonly PriorityQueue<(T Item, long Count), (long Count, int Place)> _least = new();
    private int _place;

    public void Add(T item, long count)
    {
        int place = _place++;
        if (_least.Count >= most)
        {
            if (most == 0 || count <= _least.Peek().Count) return;
            _least.Dequeue();
        }

        // Of equal counts the later one leaves first.
        _least.Enqueue((item, count), (count, -place));
    }

    /// <summary>Highest first.</summary>
    public (T Item, long Count)[] ToArray()
    {
        var found = new (T, long)[_least.Count];
        for (int i = found.Length - 1; i >= 0; i--) found[i] = _least.Dequeue();
        return found;
    }
}

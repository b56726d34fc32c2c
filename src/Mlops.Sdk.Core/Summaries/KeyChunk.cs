namespace Mlops.Sdk;

/// <summary>Values of a column with their hashes, gathered until there are enough to work on together.</summary>
internal sealed class KeyChunk
{
    private readonly ulong[] _hashes = new ulong[FrequencyFilter.ChunkRows];
    private readonly long[] _keys = new long[FrequencyFilter.ChunkRows];
    private int _count;

    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    public ReadOnlySpan<long> Keys => _keys.AsSpan(0, _count);

    /// <summary>Adds a value; true when the chunk is full.</summary>
    public bool Add(ulong hash, long key)
    {
        _hashes[_count] = hash;
        _keys[_count++] = key;
        return _count == _hashes.Length;
    }

    public void Clear() => _count = 0;
}

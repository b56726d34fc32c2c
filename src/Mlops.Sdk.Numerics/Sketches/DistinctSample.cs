using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>The keys of a stream that are least, with exact counts: all of them while they are few, then a uniform sample of the different ones (bottom-k: Cohen and Kaplan 2007). Merging parts gives the same as one pass, in any order.</summary>
/// <remarks>
/// A key that is kept was always below the threshold, so every time that it came is counted. Since the keys are hashes, those that are kept are a simple random sample of the different values, whatever their frequency:
/// shares among them (of values that came once, say) are unbiased. About O(1) a key; 32 to 64 bytes for each key that is kept.
/// One writer at a time; once nothing is added any more, it may be read from many threads.
/// </remarks>
public sealed class DistinctSample
{
    private const uint Magic = 0x31534453;
    private const double KeySpace = 18446744073709551616.0;

    private readonly KeyCounts _counts = new();
    private ulong _threshold = ulong.MaxValue;
    private bool _isWhole = true;

    /// <summary>An empty sample.</summary>
    /// <param name="capacity">How many keys are kept of more than twice as many, 16 to 1,048,576.</param>
    public DistinctSample(int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 20);
        Capacity = capacity;
    }

    /// <summary>How many keys are kept of more than twice as many.</summary>
    public int Capacity { get; }

    /// <summary>Whether every key is kept: there are at most twice <see cref="Capacity"/> different ones.</summary>
    public bool IsComplete => _isWhole && !HasTooMany;

    /// <summary>How many different keys are kept.</summary>
    public int Count
    {
        get
        {
            Settle();
            return _counts.Count;
        }
    }

    /// <summary>The share of all possible keys that lie where those do that are kept; 1 when all are.</summary>
    public double Share
    {
        get
        {
            Settle();
            return IsComplete ? 1 : _threshold / KeySpace;
        }
    }

    /// <summary>The number of different keys: exact when <see cref="IsComplete"/>, else with a relative standard error of 1 / sqrt(capacity - 1).</summary>
    public double EstimateDistinct() => IsComplete ? _counts.Count : Math.Max(Count, (Count - 1) / Share);

    /// <summary>Adds keys, but no more once the sample would cease to be complete.</summary>
    /// <param name="keys">The hashes of values.</param>
    /// <returns>How many of them were added; when fewer than there are, or when one too many different ones came, <see cref="HasTooMany"/> holds.</returns>
    public int AddWhileComplete(ReadOnlySpan<ulong> keys) => IsComplete ? _counts.Add(keys, 2 * Capacity) : 0;

    /// <summary>Whether there are more different keys than are all kept: the next key that is added makes the sample incomplete.</summary>
    public bool HasTooMany => _counts.Count > 2 * Capacity;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The hash of a value.</param>
    /// <param name="count">How often, at least 1.</param>
    /// <returns>Whether the key is kept and was not before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(ulong key, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (HasTooMany) Cut();
        return (_isWhole || key < _threshold) && _counts.Add(key, count);
    }

    /// <summary>All keys that are held in no order that means anything: while <see cref="HasTooMany"/>, more than will be kept.</summary>
    public KeyCount[] ToArray() => _counts.ToArray();

    /// <summary>Adds keys.</summary>
    /// <param name="keys">The hashes of values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ulong> keys)
    {
        keys = keys[AddWhileComplete(keys)..];
        if (keys.IsEmpty) return;
        if (HasTooMany) Cut();
        ref ulong from = ref MemoryMarshal.GetReference(keys);
        Vector512<ulong> threshold = Vector512.Create(_threshold);
        int i = 0;
        for (; i <= keys.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
        {
            ulong below = Vector512.LessThan(Vector512.LoadUnsafe(ref from, (nuint)i), threshold).ExtractMostSignificantBits();
            if (below == 0) continue;
            for (; below != 0; below &= below - 1) Add(keys[i + System.Numerics.BitOperations.TrailingZeroCount(below)]);
            threshold = Vector512.Create(_threshold);
        }

        for (; i < keys.Length; i++)
            if (keys[i] < _threshold) Add(keys[i]);
    }

    /// <summary>Adds what another sample of the same capacity has seen; that one does not change but for its order.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(DistinctSample other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Capacity != Capacity) throw new ArgumentException($"Samples of one capacity can be merged; these have {Capacity} and {other.Capacity}.", nameof(other));
        if (ReferenceEquals(this, other)) throw new ArgumentException("A sample cannot be merged with itself.", nameof(other));
        if (!other.IsComplete)
        {
            if (_isWhole || other._threshold < _threshold) Lower(Math.Min(_threshold, other._threshold));
        }

        foreach (KeyCount one in other._counts.ToArray())
            if (_isWhole || one.Key < _threshold) _counts.Add(one.Key, one.Count);
        if (HasTooMany) Cut();
    }

    /// <summary>The keys that are kept, ascending, with their counts.</summary>
    public KeyCount[] Sorted()
    {
        Settle();
        return _counts.Sorted();
    }

    /// <summary>How often a key came, if it is kept; 0 otherwise.</summary>
    /// <param name="key">The key.</param>
    public long CountOf(ulong key)
    {
        Settle();
        return _isWhole || key < _threshold ? _counts.Find(key) : 0;
    }

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Settle();
        writer.Write(Magic);
        writer.Write7BitEncodedInt(Capacity);
        writer.Write(IsComplete);
        writer.Write(_threshold);
        _counts.WriteTo(writer);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static DistinctSample ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a sample of distinct keys");
        int capacity = reader.Read7BitEncodedInt();
        SketchFormat.Require(capacity is >= 16 and <= 1 << 20, "its capacity is out of range");
        var sample = new DistinctSample(capacity) { _isWhole = reader.ReadBoolean(), _threshold = reader.ReadUInt64() };
        sample._counts.ReadFrom(reader, sample._isWhole ? 2 * capacity : capacity, long.MaxValue);
        SketchFormat.Require(sample._isWhole ? sample._threshold == ulong.MaxValue : Array.TrueForAll(sample._counts.ToArray(), one => one.Key < sample._threshold), "its threshold contradicts its keys");
        return sample;
    }

    // What is kept is made a function of the keys alone, not of their order.
    private void Settle()
    {
        // A question changes what is kept, but several threads may ask once nothing is added any more.
        lock (_counts)
        {
            if (HasTooMany || (!_isWhole && _counts.Count > Capacity)) Cut();
        }
    }

    private void Cut()
    {
        KeyCount[] sorted = _counts.Sorted();
        _isWhole = false;
        if (sorted.Length > Capacity) _threshold = sorted[Capacity].Key;
        _counts.Replace(sorted.AsSpan(0, Math.Min(Capacity, sorted.Length)));
    }

    private void Lower(ulong threshold)
    {
        _isWhole = false;
        _threshold = threshold;
        _counts.Replace(Array.FindAll(_counts.ToArray(), one => one.Key < threshold));
    }
}

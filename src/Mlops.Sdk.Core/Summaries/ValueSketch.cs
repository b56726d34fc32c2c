using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How many different values there are and which are frequent, from the hashes of values: exact while they are few, within bounds beyond. Merges.</summary>
/// <remarks>
/// Up to twice <see cref="DatasetSummaryOptions.SampledValues"/> different values (of texts, as many as 32 KiB hold) are counted exactly and take only the memory that they need; then registers count the different ones, a sample of
/// them keeps exact counts, and the most frequent ones are followed. When that happens depends on the set of values alone, not on their order.
/// </remarks>
internal sealed partial class ValueSketch(DatasetSummaryOptions options)
{
    private DistinctSample _sample = new(options.SampledValues);
    private HyperLogLog? _registers;
    private FrequentKeys? _frequent;
    private FollowedTexts? _texts;
    private long _unfollowed;
    private long _skippedTexts;

    public double Distinct => _sample.IsComplete ? _sample.Count : _registers!.Estimate();

    public double DistinctStandardError => _sample.IsComplete ? 0 : _registers!.RelativeStandardError;

    public bool AreCountsExact => _frequent is null && _skippedTexts == 0;

    public DistinctSample Sample => _sample;

    /// <summary>The counts of all different values; null where there are too many.</summary>
    public IEnumerable<long>? ExactCounts => _sample.IsComplete ? _sample.Sorted().Select(one => one.Count) : null;

    /// <summary>How many of so many values occur once and more often: exact while all are kept, then from the sample of the different ones.</summary>
    public ValueRepeats Repeats(long values)
    {
        KeyCount[] kept = _sample.Sorted();
        double once = kept.Count(one => one.Count == 1);
        if (_sample.IsComplete) return ValueRepeats.Exact(once, kept.Length, values);
        double share = once / kept.Length, distinct = Math.Min(Distinct, values), error = DistinctStandardError * distinct;

        // Four more, half of them of each kind, so that a sample of one kind alone does not claim to know (Agresti and Coull 1998).
        double near = (once + 2) / (kept.Length + 4), spread = 3 * distinct * Math.Sqrt(near * (1 - near) / (kept.Length + 4));
        bool repeated = once < kept.Length || (_frequent is not null && _frequent.Sorted().Any(one => one.Count > 1)) || distinct + (3 * error) < values;
        return new ValueRepeats(share * distinct, spread + (3 * error * share), (1 - share) * distinct, spread + (3 * error * (1 - share)), repeated ? ValueUniqueness.Repeated : ValueUniqueness.Probable);
    }

    /// <summary>The values that are followed with the least that their counts can be, by ascending hash, and how much more they can be.</summary>
    public (KeyCount[] Counts, long Slack) Counts() => _frequent is null ? (_sample.Sorted(), 0) : (_frequent.Sorted(), _frequent.Offset + _unfollowed);

    /// <summary>The text of a hash; null where it is not followed.</summary>
    public string? TextOf(ulong hash) => _texts?[hash];

    /// <summary>The sketch of different values with their counts, in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ValueSketch Of(DatasetSummaryOptions options, ReadOnlySpan<KeyCount> counts, ExactTexts? texts)
    {
        var sketch = new ValueSketch(options) { _skippedTexts = texts?.SkippedTexts ?? 0, _texts = texts is null ? null : new() };
        if (counts.Length > 2 * options.SampledValues || texts?.Bytes > FollowedTexts.MostBytes)
        {
            sketch._registers = new HyperLogLog(options.DistinctPrecision);
            sketch._frequent = FrequentKeys.Of(options.FrequentValues, counts);
        }

        foreach (KeyCount one in counts)
        {
            sketch._registers?.Add(one.Key);
            sketch._sample.Add(one.Key, one.Count);
            if (texts is not null && sketch._frequent?.LowerCountOf(one.Key) is not 0) sketch._texts!.Add(one.Key, texts.TextOf(one.Key));
        }

        if (sketch._frequent is not null) sketch._texts?.Prune(sketch._frequent);
        return sketch;
    }

    /// <summary>Adds values by their hashes.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="column">The texts themselves, if they are texts.</param>
    /// <param name="rows">The row of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ulong> hashes, TextColumn? column = null, ReadOnlySpan<int> rows = default)
    {
        if (_frequent is null)
        {
            int taken = column is null ? _sample.AddWhileComplete(hashes) : AddTexts(hashes, column, rows);
            if (!HasTooMany) return;
            Follow();
            hashes = hashes[taken..];
            rows = column is null ? [] : rows[taken..];
        }

        _registers!.Add(hashes);
        _sample.Add(hashes);
        int least = FrequencyFilter.LeastOf(hashes.Length);
        ushort[] slots = least > 1 ? FrequencyFilter.Count(hashes) : [];
        for (int i = 0; i < hashes.Length; i++)
        {
            if (least > 1 && !FrequencyFilter.Passes(slots, hashes[i], least)) continue;
            if (column is null) _frequent!.Add(hashes[i]);
            else if (column.GetUtf8(rows[i]) is { Length: <= FollowedTexts.Longest } text && _frequent!.Add(hashes[i])) _texts!.Add(hashes[i], text);
        }

        _unfollowed += least - 1;
        _texts?.Prune(_frequent!);
    }

    /// <summary>Adds different values with their counts.</summary>
    /// <param name="counts">By ascending hash, so that the state does not depend on another order.</param>
    /// <param name="texts">The text of each, if they are texts; null for one that is too long.</param>
    public void Add(ReadOnlySpan<KeyCount> counts, ReadOnlySpan<string?> texts = default)
    {
        int i = 0;
        for (; i < counts.Length && _frequent is null; i++)
        {
            if (!texts.IsEmpty && texts[i] is null) _skippedTexts += counts[i].Count;
            if (_sample.Add(counts[i].Key, counts[i].Count) && !texts.IsEmpty) Texts.Add(counts[i].Key, texts[i]);
            if (HasTooMany) Follow();
        }

        if (i == counts.Length) return;
        foreach (KeyCount one in counts[i..])
        {
            _registers!.Add(one.Key);
            _sample.Add(one.Key, one.Count);
        }

        // All at once, which keeps the bound lower than one by one.
        _frequent!.Merge(FrequentKeys.Of(options.FrequentValues, counts[i..]));
        if (texts.IsEmpty) return;
        for (; i < counts.Length; i++)
            if (texts[i] is not null && _frequent.LowerCountOf(counts[i].Key) > 0) Texts.Add(counts[i].Key, texts[i]);
        Texts.Prune(_frequent);
    }

    public void Merge(ValueSketch other)
    {
        _unfollowed += other._unfollowed;
        if (other._frequent is null)
        {
            KeyCount[] counts = other._sample.Sorted();
            Add(counts, other._texts is null ? [] : Array.ConvertAll(counts, one => other.TextOf(one.Key)));
            return;
        }

        if (_frequent is null) Follow();
        _registers!.Merge(other._registers!);
        _sample.Merge(other._sample);
        _frequent!.Merge(other._frequent);
        _skippedTexts += other._skippedTexts;
        if (other._texts is null) return;
        Texts.Add(other._texts);
        Texts.Prune(_frequent);
    }

    private FollowedTexts Texts => _texts ??= new();

    private bool HasTooMany => _sample.HasTooMany || _texts is { HasTooMuch: true };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddTexts(ReadOnlySpan<ulong> hashes, TextColumn column, ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < hashes.Length; i++)
        {
            ReadOnlySpan<byte> text = column.GetUtf8(rows[i]);
            if (text.Length > FollowedTexts.Longest) _skippedTexts++;
            if (!_sample.Add(hashes[i])) continue;
            Texts.Add(hashes[i], text);
            if (HasTooMany) return i + 1;
        }

        return hashes.Length;
    }

    private void Follow()
    {
        KeyCount[] all = _sample.ToArray();
        _registers = new HyperLogLog(options.DistinctPrecision);
        foreach (KeyCount one in all) _registers.Add(one.Key);
        _frequent = FrequentKeys.Of(options.FrequentValues, all);
        _texts?.Prune(_frequent);
    }
}

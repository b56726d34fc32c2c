using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The values of a column of texts or categories: all different ones up to a limit of rows, then sketches.</summary>
internal sealed class TextValues(DatasetSummaryOptions options) : ColumnValues
{
    private ExactTexts? _exact = new();
    private ValueSketch? _values;
    private long _sketched;

    public override long Count => _exact?.Count ?? _sketched;

    public override double Distinct => _exact?.Distinct ?? _values!.Distinct;

    public override double DistinctStandardError => _values?.DistinctStandardError ?? 0;

    public override bool AreCountsExact => _exact is null ? _values!.AreCountsExact : _exact.SkippedTexts == 0;

    public override ValueRepeats Repeats => _exact is null ? _values!.Repeats(Count) : ValueRepeats.Exact(_exact.Counts.LongCount(count => count == 1), _exact.Distinct, Count);

    public override IEnumerable<long>? Counts => _exact is null ? _values!.ExactCounts : _exact.Counts;

    /// <summary>Adds texts by their hashes.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="column">The texts.</param>
    /// <param name="rows">The row of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ulong> hashes, TextColumn column, ReadOnlySpan<int> rows)
    {
        if (!HasRoom(hashes.Length))
        {
            _values!.Add(hashes, column, rows);
            return;
        }

        for (int i = 0; i < hashes.Length; i++) _exact!.Add(hashes[i], column.GetUtf8(rows[i]), 1);
    }

    /// <summary>Adds different texts with their counts, by ascending hash.</summary>
    public void Add(ReadOnlySpan<KeyCount> counts, ReadOnlySpan<string?> texts)
    {
        long all = 0;
        foreach (KeyCount one in counts) all += one.Count;
        if (!HasRoom(all))
        {
            _values!.Add(counts, texts);
            return;
        }

        Span<byte> bytes = stackalloc byte[3 * FollowedTexts.Longest];
        for (int i = 0; i < counts.Length; i++)
        {
            ReadOnlySpan<byte> text = texts[i] is { } known ? bytes[..System.Text.Encoding.UTF8.GetBytes(known, bytes)] : new byte[FollowedTexts.Longest + 1];
            _exact!.Add(counts[i].Key, text, counts[i].Count);
        }
    }

    protected override IReadOnlyList<FrequentValue> FindTop(int most)
    {
        if (_exact is not null) return _exact.Top(most);
        (KeyCount[] counts, long slack) = _values!.Counts();
        return [.. counts.Select(one => (Text: _values.TextOf(one.Key), one.Count)).Where(one => one.Text is not null).OrderByDescending(one => one.Count).ThenBy(one => one.Text, StringComparer.Ordinal)
            .Take(most).Select(one => new FrequentValue(one.Text!, one.Text!, one.Count, one.Count + slack))];
    }

    public override void Merge(ColumnValues other)
    {
        var part = (TextValues)other;
        if (part._exact is { } more && _exact is not null && _exact.Count + more.Count <= options.ExactValues)
        {
            _exact.Add(more);
            return;
        }

        BecomeSketch();
        _values!.Merge(part._values ?? part._exact!.ToSketch(options));
        _sketched += part.Count;
    }

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write(_exact is null ? _sketched : -1);
        _exact?.WriteTo(writer);
        _values?.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader, long present)
    {
        _sketched = reader.ReadInt64();
        SummaryFormat.Require(_sketched >= -1 && _sketched <= present, "count of texts");
        if (_sketched < 0)
        {
            _sketched = 0;
            _exact!.ReadFrom(reader, Math.Min(present, options.ExactValues));
            return;
        }

        _exact = null;
        _values = ValueSketch.ReadFrom(reader, options, present);
    }

    private bool HasRoom(long more)
    {
        if (_exact is not null && _exact.Count + more <= options.ExactValues) return true;
        BecomeSketch();
        _sketched += more;
        return false;
    }

    private void BecomeSketch()
    {
        if (_exact is null) return;
        _values = _exact.ToSketch(options);
        _sketched = _exact.Count;
        _exact = null;
    }
}

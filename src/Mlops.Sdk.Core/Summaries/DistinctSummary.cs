using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Counts different values from their hashes: exactly up to a limit, by a sketch beyond. The state does not depend on the order in which values came.</summary>
internal sealed class DistinctSummary(int limit, int precision)
{
    private HashSet<ulong>? _exact = [];
    private HyperLogLog? _sketch;

    public bool IsExact => _exact is not null;

    public double Count => _exact?.Count ?? _sketch!.Estimate();

    public double RelativeStandardError => _sketch?.RelativeStandardError ?? 0;

    public void Add(ulong hash)
    {
        if (_exact is null)
        {
            _sketch!.Add(hash);
            return;
        }

        if (_exact.Add(hash) && _exact.Count > limit) BecomeSketch();
    }

    public void Add(ReadOnlySpan<ulong> hashes)
    {
        for (int i = 0; i < hashes.Length; i++)
        {
            if (_sketch is not null)
            {
                _sketch.Add(hashes[i..]);
                return;
            }

            Add(hashes[i]);
        }
    }

    public void Merge(DistinctSummary other)
    {
        if (other._exact is { } hashes)
        {
            foreach (ulong hash in hashes) Add(hash);
            return;
        }

        if (_exact is not null) BecomeSketch();
        _sketch!.Merge(other._sketch!);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_exact?.Count ?? -1);
        foreach (ulong hash in _exact?.Order() ?? Enumerable.Empty<ulong>()) writer.Write(hash);
        _sketch?.WriteTo(writer);
    }

    public static DistinctSummary ReadFrom(BinaryReader reader, int limit, int precision)
    {
        var summary = new DistinctSummary(limit, precision);
        int count = reader.ReadInt32();
        SummaryFormat.Require(count >= -1 && count <= limit, "distinct count");
        for (int i = 0; i < count; i++) SummaryFormat.Require(summary._exact!.Add(reader.ReadUInt64()), "distinct hash");
        if (count >= 0) return summary;
        summary._exact = null;
        summary._sketch = HyperLogLog.ReadFrom(reader);
        SummaryFormat.Require(summary._sketch.Precision == precision, "distinct precision");
        return summary;
    }

    private void BecomeSketch()
    {
        _sketch = new HyperLogLog(precision);
        foreach (ulong hash in _exact!) _sketch.Add(hash);
        _exact = null;
    }
}

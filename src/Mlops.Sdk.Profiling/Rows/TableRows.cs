using System.Buffers;

namespace Mlops.Sdk;

/// <summary>What a profile knows of whole rows: which are repeated, which have the same features but another label, and a sample of them. Merges.</summary>
internal sealed class TableRows : ProfilePart
{
    private const int SampledKeys = 16_384;

    private readonly RowHasher _hasher;
    private readonly LabelKeys _labels;
    private readonly RowSample _sample;
    private readonly GroupCounts _all;
    private readonly GroupCounts? _withoutIds;
    private readonly GroupCounts? _features;

    public TableRows(Schema schema, ProfileOptions options, long? firstRow)
    {
        Schema = schema;
        _hasher = new RowHasher(schema);
        _labels = new LabelKeys(schema.Label);
        _sample = new RowSample(schema, SampleLimits.Of(options, schema.Count), options.Summary.Seed, firstRow);
        _all = new GroupCounts(options.Summary.ExactValues, SampledKeys);
        _withoutIds = _hasher.HasIds ? new GroupCounts(options.Summary.ExactValues, SampledKeys) : null;
        _features = schema.Label is not null ? new GroupCounts(options.Summary.ExactValues, SampledKeys) : null;
    }

    public Schema Schema { get; }

    /// <summary>Whether batches are lent, so that rows to be kept have to be copied.</summary>
    public bool AreLent { set => _sample.AreLent = value; }

    public GroupCounts All => _all;

    public GroupCounts? WithoutIds => _withoutIds;

    public GroupCounts? Features => _features;

    public override void Add(Dataset batch)
    {
        int rows = batch.RowCount;
        if (rows == 0) return;
        ulong[] all = ArrayPool<ulong>.Shared.Rent(rows), features = Rent(rows, _features), classes = Rent(rows, _features), withoutIds = Rent(rows, _withoutIds);
        _hasher.Hash(batch, features.AsMemory(0, Math.Min(rows, features.Length)), withoutIds.AsMemory(0, Math.Min(rows, withoutIds.Length)), all.AsMemory(0, rows));
        long first = _sample.Next;
        _all.Add(all.AsSpan(0, rows), [], [], first);
        _withoutIds?.Add(withoutIds.AsSpan(0, rows), [], [], first);
        _features?.Add(features.AsSpan(0, rows), _labels.Classes(batch, classes), _labels.Numbers(batch), first);
        _sample.Add(batch, all.AsSpan(0, rows));
        foreach (ulong[] rented in (ReadOnlySpan<ulong[]>)[all, features, classes, withoutIds])
            if (rented.Length > 0) ArrayPool<ulong>.Shared.Return(rented);
    }

    private static ulong[] Rent(int rows, GroupCounts? counts) => counts is null ? [] : ArrayPool<ulong>.Shared.Rent(rows);

    public override void Merge(ProfilePart other)
    {
        var rows = (TableRows)other;
        long shift = _sample.ShiftOf(rows._sample);
        _all.Merge(rows._all, shift);
        _withoutIds?.Merge(rows._withoutIds!, shift);
        _features?.Merge(rows._features!, shift);
        _sample.Merge(rows._sample);
    }

    /// <summary>The first and last rows, and some drawn at random.</summary>
    /// <param name="ends">The first and last rows.</param>
    /// <param name="sample">What <see cref="ToRows"/> gave.</param>
    /// <param name="most">How many at most.</param>
    public ShownRows Shown(RowEnds ends, SampledRows sample, int most)
    {
        if (most == 0 || sample.Count == 0) return ShownRows.None;
        int[] drawn = Array.ConvertAll(_sample.Drawn(most), position => Array.BinarySearch(sample.Positions, position));
        return ends.ToRows(_sample.First, _sample.Next) with { Random = ShownRows.Of(sample.Rows, row => sample.Positions[row], drawn.Where(row => row >= 0)) };
    }

    public SampledRows ToRows(Dataset? table) => _sample.ToRows(table);

    public override void WriteTo(BinaryWriter writer)
    {
        _all.WriteTo(writer);
        _withoutIds?.WriteTo(writer);
        _features?.WriteTo(writer);
        _sample.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        _all.ReadFrom(reader);
        _withoutIds?.ReadFrom(reader);
        _features?.ReadFrom(reader);
        _sample.ReadFrom(reader);
    }
}

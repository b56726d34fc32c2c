using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>First and last moment and rows of every group; of the 4,096 groups with the least hashes where there are more. A function of the rows alone, and not of their order or of how they came in parts.</summary>
internal sealed class GroupSpans
{
    private const int Most = 4096;

    private readonly Dictionary<ulong, Span> _spans = [];
    private ulong _threshold = ulong.MaxValue;

    /// <summary>The groups that are kept.</summary>
    public IReadOnlyCollection<Span> All => _spans.Values;

    /// <summary>Adds a row.</summary>
    /// <param name="group">The hash of its group.</param>
    /// <param name="moment">Its moment.</param>
    public void Add(ulong group, long moment) => Add(group, new Span(moment, moment, 1));

    public void Merge(GroupSpans other)
    {
        _threshold = Math.Min(_threshold, other._threshold);
        foreach (ulong group in _spans.Keys.Where(group => group > _threshold).ToArray()) _spans.Remove(group);
        foreach ((ulong group, Span span) in other._spans) Add(group, span);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_threshold);
        writer.Write(_spans.Count);
        foreach ((ulong group, Span span) in _spans.OrderBy(pair => pair.Key))
        {
            writer.Write(group);
            writer.Write(span.First);
            writer.Write(span.Last);
            writer.Write(span.Rows);
        }
    }

    public void ReadFrom(BinaryReader reader)
    {
        _threshold = reader.ReadUInt64();
        int count = reader.ReadInt32();
        if (count is < 0 or > Most) throw new InvalidDataException("The stored number of groups cannot be.");
        for (int i = 0; i < count; i++)
        {
            ulong group = reader.ReadUInt64();
            var span = new Span(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            if (group > _threshold || span.First > span.Last || span.Rows < 1 || !_spans.TryAdd(group, span)) throw new InvalidDataException("A stored group cannot be.");
        }
    }

    private void Add(ulong group, Span span)
    {
        if (group > _threshold) return;
        ref Span known = ref CollectionsMarshal.GetValueRefOrAddDefault(_spans, group, out bool exists);
        known = exists ? new Span(Math.Min(known.First, span.First), Math.Max(known.Last, span.Last), known.Rows + span.Rows) : span;
        if (_spans.Count <= Most) return;
        ulong greatest = _spans.Keys.Max();
        _spans.Remove(greatest);
        _threshold = greatest - 1;
    }

    /// <summary>The rows of one group.</summary>
    internal readonly record struct Span(long First, long Last, long Rows);
}

using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The metrics of the caller's own, of every column that they are for.</summary>
internal sealed class MetricRows(Schema schema, IReadOnlyCollection<ColumnMetric> metrics) : ProfilePart
{
    private const int Most = 1_000_000;

    private List<MetricEntry> _entries = [.. metrics.SelectMany(metric => schema.Select((field, column) => (field, column)).Where(one => MetricCell.Guarded(metric.Name, one.field.Name, () => metric.AppliesTo(one.field))).Select(one => MetricEntry.New(metric, one.field, one.column)))];
    private long _rows;

    /// <summary>Parts of an earlier format have none.</summary>
    public override int Since => 2;

    public override void Add(Dataset batch)
    {
        _rows += batch.RowCount;
        if (batch.RowCount == 0) return;
        foreach (MetricEntry entry in _entries) entry.Add(batch[schema[entry.Column].Name]);
    }

    public override void Merge(ProfilePart other)
    {
        var part = (MetricRows)other;
        if (part._rows == 0) return;
        if (_rows == 0) _entries = [.. part._entries.Select(entry => _entries.FirstOrDefault(own => own.Key == entry.Key) ?? entry.Blank())];
        var known = part._entries.ToDictionary(entry => entry.Key);
        if (known.Count != _entries.Count || _entries.FirstOrDefault(entry => !known.ContainsKey(entry.Key)) is not null)
            throw new ArgumentException($"The profiles have different metrics: {Names(_entries)}; and {Names(part._entries)}. Give both the same ProfileOptions.Metrics.", nameof(other));
        foreach (MetricEntry entry in _entries)
        {
            if (_rows == 0 && !entry.IsGathered) entry.Take(known[entry.Key]);
            else entry.Merge(known[entry.Key]);
        }

        _rows += part._rows;
    }

    /// <summary>The numbers of a column, those left out that may not be shown.</summary>
    public ImmutableArray<ColumnMetricValue> Of(int column, bool isHidden) => [.. _entries.Where(entry => entry.Column == column && !(isHidden && entry.TellsValues)).Select(entry => entry.Value)];

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write(_rows);
        writer.Write7BitEncodedInt(_entries.Count);
        foreach (MetricEntry entry in _entries) entry.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        _rows = reader.ReadInt64();
        int count = reader.Read7BitEncodedInt();
        if (_rows < 0 || count is < 0 or > Most) throw new InvalidDataException("The stored number of metrics cannot be.");
        _entries = [];
        for (int i = 0; i < count; i++) _entries.Add(MetricEntry.ReadFrom(reader, schema, metrics));
        if (_entries.Select(entry => entry.Key).Distinct().Count() != count) throw new InvalidDataException("A metric of a column is stored twice.");
    }

    // The number of rows is not known, but there were some, so that a merge does not take this for empty.
    public override void Forget()
    {
        _rows = 1;
        foreach (MetricEntry entry in _entries) entry.Lose();
    }

    private static string Names(List<MetricEntry> entries) => entries.Count == 0 ? "none" : string.Join(", ", entries.Select(entry => entry.Name).Distinct(StringComparer.Ordinal));
}

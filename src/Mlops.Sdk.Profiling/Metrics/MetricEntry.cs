namespace Mlops.Sdk;

/// <summary>A metric of one column: gathered by its code, or, where that is not at hand, what was stored of it.</summary>
internal sealed class MetricEntry
{
    private const int MostBytes = 65_536, LongestTitle = 1000;

    private MetricCell? _cell;
    private byte[]? _stored;
    private (double Value, double Bound)? _known;

    private MetricEntry(string name, string title, ReportNumberFormat format, bool tellsValues, int column) => (Name, Title, Format, TellsValues, Column) = (name, title, format, tellsValues, column);

    public string Name { get; }

    public string Title { get; }

    public ReportNumberFormat Format { get; }

    public bool TellsValues { get; }

    public int Column { get; }

    /// <summary>Whether its code is at hand.</summary>
    public bool IsGathered => _cell is not null;

    public (string, int) Key => (Name, Column);

    public ColumnMetricValue Value => (_cell is null ? _known : _cell.Value) is var (value, bound) ? new(Name, Title, value, bound, Format) : new(Name, Title, null, 0, Format);

    public static MetricEntry New(ColumnMetric metric, Field field, int column) => new(metric.Name, metric.Title, metric.Format, metric.TellsValues, column) { _cell = metric.NewCell(field) };

    public void Add(Column values)
    {
        _cell?.Add(values);
        if (_cell is null) Lose();
    }

    /// <summary>An entry of no rows that a merge makes the other one.</summary>
    public MetricEntry Blank() => new(Name, Title, Format, TellsValues, Column);

    /// <summary>Becomes what another is that has no code at hand.</summary>
    public void Take(MetricEntry other)
    {
        if (other._cell is null) (_stored, _known) = (other._stored, other._known);
        else throw new ArgumentException($"The profiles have different metrics: '{Name}' is in one of them. Give both the same ProfileOptions.Metrics.");
    }

    public void Merge(MetricEntry other)
    {
        if (_cell is not null && other._cell is not null) _cell.Merge(other._cell);
        else Lose();
    }

    public void WriteTo(BinaryWriter writer)
    {
        byte[]? bytes = _stored;
        (double Value, double Bound)? value = _known;
        if (_cell is not null)
        {
            using var stream = new MemoryStream();
            using (var own = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) _cell.Write(own);
            bytes = stream.ToArray();
            value = _cell.Value;
            if (bytes.Length > MostBytes) throw new MlopsException("MLO3117", FormattableString.Invariant($"The metric '{Name}' has a state of {bytes.Length:N0} bytes for one column; a state is at most {MostBytes:N0}. Keep less: counts, a sketch or a sample."));
        }

        writer.Write(Name);
        writer.Write(Title);
        writer.Write((byte)Format);
        writer.Write(TellsValues);
        writer.Write7BitEncodedInt(Column);
        writer.Write(value is not null);
        writer.Write(value?.Value ?? 0);
        writer.Write(value?.Bound ?? 0);
        writer.Write7BitEncodedInt((bytes?.Length ?? -1) + 1);
        if (bytes is not null) writer.Write(bytes);
    }

    public static MetricEntry ReadFrom(BinaryReader reader, Schema schema, IReadOnlyCollection<ColumnMetric> metrics)
    {
        string name = reader.ReadString(), title = reader.ReadString();
        var format = (ReportNumberFormat)reader.ReadByte();
        bool tells = reader.ReadBoolean();
        int column = reader.Read7BitEncodedInt();
        bool has = reader.ReadBoolean();
        double value = reader.ReadDouble(), bound = reader.ReadDouble();
        int length = reader.Read7BitEncodedInt() - 1;
        Require(name.Length is > 0 and <= LongestTitle && title.Length <= LongestTitle && Enum.IsDefined(format) && column >= 0 && column < schema.Count && double.IsFinite(value) && bound >= 0 && length is >= -1 and <= MostBytes);
        var entry = new MetricEntry(name, title, format, tells, column);
        entry._known = has ? (value, bound) : null;
        if (length < 0) return entry;
        byte[] bytes = reader.ReadBytes(length);
        Require(bytes.Length == length);
        if (metrics.FirstOrDefault(metric => metric.Name == name) is not { } known)
        {
            entry._stored = bytes;
            return entry;
        }

        entry = New(known, schema[column], column);
        using var own = new BinaryReader(new MemoryStream(bytes), System.Text.Encoding.UTF8);
        entry._cell!.Read(own);
        Require(own.BaseStream.Position == length);
        return entry;
    }

    /// <summary>The number is not known any more: rows were seen by a version without metrics, or cannot be added to what was stored for want of the metric's code.</summary>
    public void Lose() => (_cell, _stored, _known) = (null, null, null);

    private static void Require(bool sound)
    {
        if (!sound) throw new InvalidDataException("The stored metric of a column cannot be.");
    }
}

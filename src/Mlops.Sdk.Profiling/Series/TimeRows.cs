using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Everything that a profile gathers of rows in time.</summary>
internal sealed class TimeRows : ProfilePart
{
    private const int MostColumns = 100, SampledKeys = 16_384;

    private readonly string _time;
    private readonly string? _group;
    private readonly GroupCounts _moments;
    private readonly GroupSpans? _spans;
    private long _rows;

    private TimeRows(Schema schema, Field time, ProfileOptions options)
    {
        _time = time.Name;
        _group = schema.WithRole(ColumnRole.Group).FirstOrDefault()?.Name;
        _spans = _group is null ? null : new GroupSpans();
        IsMoment = time.Type == ColumnType.Timestamp;
        Columns = [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].IsNumeric && schema[i].Role is ColumnRole.Feature or ColumnRole.Label).Take(MostColumns)];
        Names = [.. Columns.Select(i => schema[i].Name)];
        Grid = new TimeGrid(Columns.Length, IsMoment);
        _moments = new GroupCounts(options.Summary.ExactValues, SampledKeys);
    }

    /// <summary>The part for a table with a time column of moments or whole numbers; null for others.</summary>
    public static TimeRows? For(Schema schema, ProfileOptions options) =>
        schema.WithRole(ColumnRole.Time).FirstOrDefault() is { Type: ColumnType.Timestamp or ColumnType.Integer } time ? new TimeRows(schema, time, options) : null;

    /// <summary>Whether time is of moments, and not of whole numbers.</summary>
    public bool IsMoment { get; }

    /// <summary>The columns that are followed, by their place in the schema.</summary>
    public int[] Columns { get; }

    /// <summary>Their names.</summary>
    public string[] Names { get; }

    /// <summary>The sums by moment.</summary>
    public TimeGrid Grid { get; }

    /// <summary>The column that orders the rows.</summary>
    public string Time => _time;

    /// <summary>The column of groups, if any.</summary>
    public string? Group => _group;

    /// <summary>The groups, with their first and last moments; null without groups.</summary>
    public IReadOnlyCollection<GroupSpans.Span>? Groups => _spans?.All;

    /// <summary>Rows whose moment and group an earlier one had.</summary>
    public Estimate Repeated => GroupEstimate.Of(_moments).Repeated;

    public override void Add(Dataset batch)
    {
        Column time = batch[_time];
        ReadOnlySpan<long> moments = time is TimestampColumn stamps ? stamps.Ticks : ((IntegerColumn)time).Values;
        bool anyMissing = time.MissingCount > 0;
        Grid.Add(moments, row => anyMissing && time.IsMissing(row), [.. Names.Select(name => batch[name].ToNumbers())]);
        Func<int, ulong>? group = _group is null ? null : GroupHash(batch[_group]);
        var keys = new List<ulong>(moments.Length);
        for (int row = 0; row < moments.Length; row++)
        {
            if (anyMissing && time.IsMissing(row)) continue;
            ulong key = Hashing.OfInt64(moments[row]);
            if (group is not null)
            {
                ulong of = group(row);
                _spans!.Add(of, moments[row]);
                key = Hashing.Combine(key, of);
            }

            keys.Add(key);
        }

        _moments.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(keys), [], [], _rows);
        _rows += batch.RowCount;
    }

    public override void Merge(ProfilePart other)
    {
        var rows = (TimeRows)other;
        Grid.Merge(rows.Grid);
        _moments.Merge(rows._moments, _rows);
        _spans?.Merge(rows._spans!);
        _rows += rows._rows;
    }

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write(_rows);
        Grid.WriteTo(writer);
        _moments.WriteTo(writer);
        _spans?.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        _rows = reader.ReadInt64();
        Grid.ReadFrom(reader);
        _moments.ReadFrom(reader);
        _spans?.ReadFrom(reader);
    }

    // A missing group is one group.
    private static Func<int, ulong> GroupHash(Column column)
    {
        if (column is CategoryColumn levels)
        {
            ulong[] hashes = [.. levels.Levels.Names.Select(level => Hashing.OfString(level))];
            return row => levels.Codes[row] is >= 0 and var code ? hashes[code] : 0;
        }

        return column switch
        {
            IntegerColumn integers => row => integers.IsMissing(row) ? 0 : Hashing.OfInt64(integers.Values[row]),
            TextColumn texts => row => texts.IsMissing(row) ? 0 : Hashing.OfBytes(texts.GetUtf8(row)),
            _ => row => column.IsMissing(row) ? 0 : Hashing.OfString(column.GetText(row)),
        };
    }
}

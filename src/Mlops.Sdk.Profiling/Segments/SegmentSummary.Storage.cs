using System.Text.Json;

namespace Mlops.Sdk;

public sealed partial class SegmentSummary
{
    private const uint Magic = 0x4753504D;
    private const int FormatVersion = 1;

    /// <summary>Writes the state, options included but the <see cref="ProfileOptions.RedactionKey"/>; equal states give equal bytes.</summary>
    /// <remarks>It holds values of the table, whatever the report may show: store it where the table may lie.</remarks>
    /// <param name="writer">Where to, in UTF-8.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(JsonSerializer.Serialize(Options, ProfileJsonContext.Default.SegmentOptions));
        SegmentByStorage.Write(writer, _by);
        writer.Write(_rest is not null);
        (_rest ?? new ProfileSummary(Schema, _profile)).WriteTo(writer);
        writer.Write(_segments.Count);
        foreach ((SegmentKey key, ProfileSummary segment) in InOrder())
        {
            writer.Write(key.Order);
            WriteText(writer, key.First);
            WriteText(writer, key.Second);
            writer.Write(_lacking.Contains(key));
            segment.WriteTo(writer);
        }
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from, in UTF-8.</param>
    /// <param name="metrics">The metrics of <see cref="ProfileOptions.Metrics"/>, as <see cref="ProfileSummary.ReadFrom"/> takes them.</param>
    /// <exception cref="MlopsException">MLO1051: the bytes are no such state.</exception>
    public static SegmentSummary ReadFrom(BinaryReader reader, IEnumerable<ColumnMetric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            return Read(reader, [.. metrics ?? []]);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or FormatException or OverflowException or JsonException)
        {
            throw new MlopsException("MLO1051", $"The stored profile by segment is damaged or not one: {exception.Message} Compute it again from the data.", exception);
        }
    }

    private static SegmentSummary Read(BinaryReader reader, ColumnMetric[] metrics)
    {
        Require(reader.ReadUInt32() == Magic, "It does not begin as one.");
        int version = reader.ReadInt32();
        Require(version == FormatVersion, FormattableString.Invariant($"It has format {version}; this version reads format {FormatVersion}."));
        SegmentOptions options = StoredOptions.Read(reader.ReadString(), new SegmentOptions(), ProfileJsonContext.Default.SegmentOptions);
        options = options with { Profile = options.Profile with { Metrics = new(metrics) } };
        SegmentBy by = SegmentByStorage.Read(reader);
        bool hasRest = reader.ReadBoolean();
        ProfileSummary rest = ProfileSummary.ReadFrom(reader, metrics);
        var summary = new SegmentSummary(rest.Summary.Schema, by, options);
        Require(hasRest || rest.Summary.RowCount == 0, "It has rows of a rest that it says it does not have.");
        summary.RequireOwn(rest);
        if (hasRest) summary._rest = rest;
        int count = reader.ReadInt32();
        Require(count >= 0 && count <= summary.Capacity, FormattableString.Invariant($"It has {count} segments where at most {summary.Capacity} are followed."));
        for (int i = 0; i < count; i++) summary.ReadSegment(reader, metrics);
        return summary;
    }

    private void ReadSegment(BinaryReader reader, ColumnMetric[] metrics)
    {
        SegmentKey key = new(reader.ReadDouble(), ReadText(reader), ReadText(reader));
        Require(_by.Makes(key), "It has a segment that its rows cannot be in.");
        if (reader.ReadBoolean()) _lacking.Add(key);
        ProfileSummary segment = ProfileSummary.ReadFrom(reader, metrics);
        RequireOwn(segment);
        Require(_segments.TryAdd(key, segment), "It has a segment twice.");
    }

    private void RequireOwn(ProfileSummary part) => Require(
        WithoutKey(new() { Profile = part.Options }).Profile == WithoutKey(Options).Profile && part.Summary.Options == part.Options.Summary && part.Summary.Schema.SequenceEqual(Schema), "Its segments are of different columns or options.");

    private static SegmentOptions WithoutKey(SegmentOptions options) => options with { Profile = options.Profile with { RedactionKey = null, Accepted = new(), Metrics = [] } };

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException(otherwise);
    }
}

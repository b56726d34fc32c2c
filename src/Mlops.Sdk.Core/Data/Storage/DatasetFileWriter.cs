using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Writes a dataset file: segments first, then the header that tells where they are, then the prelude that tells where the header is.</summary>
internal sealed class DatasetFileWriter(Stream stream)
{
    private const int ChunkElements = 1 << 16;

    public void Write(Dataset data)
    {
        DatasetFileFormat.RequireLittleEndian();
        stream.Write(new byte[DatasetFileFormat.PreludeLength]);
        FileColumn[] columns = [.. data.Columns.Zip(data.Schema, (column, field) => new FileColumn(field, column is NumberColumn { NanIsMissing: true }, Segments(column)))];
        Align();
        long offset = stream.Position;
        byte[] header = Header(data.RowCount, columns);
        stream.Write(header);
        var prelude = new byte[DatasetFileFormat.PreludeLength];
        DatasetFileFormat.Magic.CopyTo(prelude);
        BinaryPrimitives.WriteInt32LittleEndian(prelude.AsSpan(8), DatasetFileFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(prelude.AsSpan(16), offset);
        BinaryPrimitives.WriteInt64LittleEndian(prelude.AsSpan(24), header.Length);
        SHA256.HashData(header, prelude.AsSpan(32));
        stream.Position = 0;
        stream.Write(prelude);
    }

    private List<FileSegment> Segments(Column column)
    {
        FileSegment values = column switch
        {
            NumberColumn numbers => Segment(DatasetFileFormat.Values, numbers.Values),
            IntegerColumn integers => Segment(DatasetFileFormat.Values, integers.Values),
            FlagColumn flags => Segment(DatasetFileFormat.Values, flags.Values),
            CategoryColumn categories => Segment(DatasetFileFormat.Values, categories.Codes),
            TimestampColumn timestamps => Segment(DatasetFileFormat.Values, timestamps.Ticks),
            _ => Segment<int>(DatasetFileFormat.Values, FromZero(((TextColumn)column).Offsets)),
        };
        var segments = new List<FileSegment> { values };
        if (column is TextColumn text) segments.Add(Segment(DatasetFileFormat.Text, text.Utf8[text.Offsets[0]..text.Offsets[^1]]));
        if (Mask(column) is { } mask && mask.Count() > 0) segments.Add(Segment<ulong>(DatasetFileFormat.Missing, mask.ToWords()));
        return segments;
    }

    private static MissingMask? Mask(Column column) => column switch
    {
        NumberColumn { NanIsMissing: false } numbers => numbers.Missing,
        IntegerColumn integers => integers.Missing,
        FlagColumn flags => flags.Missing,
        TextColumn texts => texts.Missing,
        TimestampColumn timestamps => timestamps.Missing,
        _ => null,
    };

    private static int[] FromZero(ReadOnlySpan<int> offsets)
    {
        int[] moved = offsets.ToArray();
        for (int i = moved.Length - 1; i >= 0; i--) moved[i] -= moved[0];
        return moved;
    }

    private FileSegment Segment<T>(string kind, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Align();
        long offset = stream.Position;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int start = 0; start < values.Length; start += ChunkElements)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values.Slice(start, Math.Min(ChunkElements, values.Length - start)));
            stream.Write(bytes);
            hash.AppendData(bytes);
        }

        return new FileSegment(kind, offset, stream.Position - offset, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private void Align()
    {
        int over = (int)(stream.Position % DatasetFileFormat.Alignment);
        if (over > 0) stream.Write(new byte[DatasetFileFormat.Alignment - over]);
    }

    private static byte[] Header(int rows, FileColumn[] columns)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", rows);
            json.WriteStartArray("columns");
            foreach (FileColumn column in columns) WriteColumn(json, column);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteColumn(Utf8JsonWriter json, FileColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Field.Name);
        json.WriteString("type", DatasetFileFormat.NameOf(column.Field.Type));
        json.WriteString("role", DatasetFileFormat.NameOf(column.Field.Role));
        if (column.NanIsMissing) json.WriteBoolean("nan_is_missing", true);
        if (column.Field.Levels is { } levels)
        {
            json.WriteStartArray("levels");
            foreach (string level in levels.Names) json.WriteStringValue(level);
            json.WriteEndArray();
        }

        json.WriteStartArray("segments");
        foreach (FileSegment segment in column.Segments)
        {
            json.WriteStartObject();
            json.WriteString("kind", segment.Kind);
            json.WriteNumber("offset", segment.Offset);
            json.WriteNumber("length", segment.Length);
            json.WriteString("sha256", segment.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

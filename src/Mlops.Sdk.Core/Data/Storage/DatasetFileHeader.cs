using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Reads the header of a dataset file and checks that everything it says can be, before any of it is used.</summary>
internal sealed class DatasetFileHeader
{
    private readonly string _path;
    private readonly long _end;

    private DatasetFileHeader(string path, long end)
    {
        _path = path;
        _end = end;
    }

    public int RowCount { get; private set; }

    public List<FileColumn> Columns { get; } = [];

    /// <summary>The hash of the header, and with it of everything that the header tells the hash of.</summary>
    public string Hash { get; private set; } = "";

    public static MlopsException Damaged(string path, string what, Exception? inner = null) =>
        new("MLO1061", $"Dataset file '{path}' is damaged or was not written by Dataset.Save: {what}. Save the dataset again from its source.", inner);

    public static DatasetFileHeader Read(string path, Stream file)
    {
        DatasetFileFormat.RequireLittleEndian();
        Span<byte> prelude = stackalloc byte[DatasetFileFormat.PreludeLength];
        if (file.Length < prelude.Length) throw Damaged(path, $"it has {file.Length} bytes, and {prelude.Length} are the least");
        file.ReadExactly(prelude);
        if (!prelude[..8].SequenceEqual(DatasetFileFormat.Magic)) throw Damaged(path, "it does not begin with the mark of a dataset file");
        int version = BinaryPrimitives.ReadInt32LittleEndian(prelude[8..]);
        if (version != DatasetFileFormat.Version) throw new MlopsException("MLO1062", $"Dataset file '{path}' has format {version}; this version reads format {DatasetFileFormat.Version}. Use the version of Mlops.Sdk that wrote it, or a newer one.");
        long offset = BinaryPrimitives.ReadInt64LittleEndian(prelude[16..]), length = BinaryPrimitives.ReadInt64LittleEndian(prelude[24..]);
        if (offset < DatasetFileFormat.PreludeLength || length is < 2 or > DatasetFileFormat.LongestHeader || offset > file.Length || length != file.Length - offset)
            throw Damaged(path, $"the header is said to be {length} bytes at {offset}, and the file has {file.Length}; it may have been cut off");
        var json = new byte[length];
        file.Position = offset;
        file.ReadExactly(json);
        byte[] hash = SHA256.HashData(json);
        if (!prelude[32..].SequenceEqual(hash)) throw Damaged(path, "the header does not have the hash that the file gives for it");
        var header = new DatasetFileHeader(path, offset) { Hash = Convert.ToHexStringLower(hash) };
        header.Parse(json);
        return header;
    }

    private void Parse(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            RowCount = document.RootElement.GetProperty("rows").GetInt32();
            if (RowCount < 0 || RowCount > Array.MaxLength) throw Damaged(_path, $"it is said to have {RowCount} rows");
            foreach (JsonElement column in document.RootElement.GetProperty("columns").EnumerateArray()) Columns.Add(ReadColumn(column));
            _ = new Schema(Columns.Select(column => column.Field));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw Damaged(_path, $"the header cannot be read ({exception.Message})", exception);
        }

        CheckOverlaps();
    }

    private FileColumn ReadColumn(JsonElement json)
    {
        string name = json.GetProperty("name").GetString()!;
        string typeName = json.GetProperty("type").GetString()!, roleName = json.GetProperty("role").GetString()!;
        ColumnType type = Enum.GetValues<ColumnType>().Cast<ColumnType?>().FirstOrDefault(known => DatasetFileFormat.NameOf(known!.Value) == typeName) ?? throw Damaged(_path, $"column '{name}' has the unknown type '{typeName}'");
        ColumnRole role = Enum.GetValues<ColumnRole>().Cast<ColumnRole?>().FirstOrDefault(known => DatasetFileFormat.NameOf(known!.Value) == roleName) ?? throw Damaged(_path, $"column '{name}' has the unknown role '{roleName}'");
        CategoryLevels? levels = null;
        if (type == ColumnType.Category) levels = new CategoryLevels([.. json.GetProperty("levels").EnumerateArray().Select(level => level.GetString()!)]);
        FileSegment[] segments = [.. json.GetProperty("segments").EnumerateArray().Select(segment => new FileSegment(
            segment.GetProperty("kind").GetString()!, segment.GetProperty("offset").GetInt64(), segment.GetProperty("length").GetInt64(), segment.GetProperty("sha256").GetString()!))];
        var column = new FileColumn(new Field(name, type, role, levels), json.TryGetProperty("nan_is_missing", out JsonElement nan) && nan.GetBoolean(), segments);
        CheckSegments(column);
        return column;
    }

    private void CheckSegments(FileColumn column)
    {
        ColumnType type = column.Field.Type;
        string[] kinds = [DatasetFileFormat.Values, .. type == ColumnType.Text ? [DatasetFileFormat.Text] : Array.Empty<string>()];
        bool maskAllowed = type != ColumnType.Category && !column.NanIsMissing;
        string[] actual = [.. column.Segments.Select(segment => segment.Kind)];
        if (!actual.SequenceEqual(kinds) && !(maskAllowed && actual.SequenceEqual([.. kinds, DatasetFileFormat.Missing])))
            throw Damaged(_path, $"column '{column.Field.Name}' has the segments {string.Join(", ", actual)}, which a {DatasetFileFormat.NameOf(type)} column has not");
        foreach (FileSegment segment in column.Segments)
        {
            string place = $"segment '{segment.Kind}' of column '{column.Field.Name}'";
            if (segment.Offset < DatasetFileFormat.PreludeLength || segment.Offset > _end || segment.Length < 0 || segment.Length > _end - segment.Offset)
                throw Damaged(_path, $"{place} is said to be {segment.Length} bytes at {segment.Offset}, outside the data, which ends at {_end}");
            if (segment.Offset % DatasetFileFormat.Alignment != 0) throw Damaged(_path, $"{place} begins at {segment.Offset}, which is no multiple of {DatasetFileFormat.Alignment}");
            long expected = segment.Kind switch
            {
                DatasetFileFormat.Values => DatasetFileFormat.ValueBytes(type, RowCount),
                DatasetFileFormat.Missing => (RowCount + 63L) / 64 * 8,
                _ => Math.Min(segment.Length, Array.MaxLength),
            };
            if (segment.Length != expected) throw Damaged(_path, $"{place} has {segment.Length} bytes, and {RowCount} rows need {expected}");
        }
    }

    private void CheckOverlaps()
    {
        long end = 0;
        foreach ((FileColumn column, FileSegment segment) in Columns.SelectMany(column => column.Segments.Select(segment => (column, segment))).Where(pair => pair.segment.Length > 0).OrderBy(pair => pair.segment.Offset))
        {
            if (segment.Offset < end) throw Damaged(_path, $"segment '{segment.Kind}' of column '{column.Field.Name}' at {segment.Offset} overlaps the one before it, which ends at {end}");
            end = segment.Offset + segment.Length;
        }
    }
}

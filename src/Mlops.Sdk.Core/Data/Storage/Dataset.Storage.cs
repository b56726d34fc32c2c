using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>Saves the dataset in one file, losslessly: values to the bit, missing rows, levels, roles. A reader of the file sees the old one or the new one, never half of it.</summary>
    /// <remarks>The form is little endian, versioned and described in docs; each part has a SHA-256. Conventionally the name ends in <c>.mldata</c>.</remarks>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, temporary =>
        {
            using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            new DatasetFileWriter(file).Write(this);
            file.Flush(true);
        });
    }

    /// <summary>Opens a file that <see cref="Save"/> wrote. The file is mapped into memory: opening takes as long for a gigabyte as for a kilobyte, and what is not used is not read.</summary>
    /// <remarks>
    /// There is nothing to dispose: the mapping stays for the rest of the process and takes address space only. Saving to the same path is safe, as it puts another file in its place (on Windows the system may
    /// refuse that while the old one is mapped); a file that is changed in place by something else while it is mapped may end the process. <paramref name="intoMemory"/> avoids both.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="verify">Whether to read everything once and check hashes, codes, offsets and dates. Do so with files from outside. The header is always checked.</param>
    /// <param name="intoMemory">Whether to read the values into arrays rather than map the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MlopsException">MLO1061: the file is damaged, cut off or no dataset file; the message names the place. MLO1062: its format is not known.</exception>
    public static Dataset Open(string path, bool verify = false, bool intoMemory = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        DatasetFileHeader header;
        string identity;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete))
        {
            header = DatasetFileHeader.Read(path, file);
            identity = string.Create(CultureInfo.InvariantCulture, $"{header.Hash}|{file.Length}|{File.GetLastWriteTimeUtc(path).Ticks}");
        }

        var reader = new SegmentReader(path, identity, intoMemory);
        foreach (FileColumn column in verify ? header.Columns : []) reader.Verify(column);
        ImmutableArray<Column> columns = [.. header.Columns.Select(column => OpenColumn(reader, column, header.RowCount))];
        if (verify)
        {
            foreach (Column column in columns)
                if (ValueCheck.Find(column) is { } wrong) throw DatasetFileHeader.Damaged(path, $"in column '{column.Name}' {wrong}");
        }

        return new Dataset(columns, new Schema(header.Columns.Select(column => column.Field)), header.RowCount);
    }

    private static Column OpenColumn(SegmentReader reader, FileColumn column, int rows)
    {
        string name = column.Field.Name;
        FileSegment values = column.Segments[0];
        MissingMask missing = column.Segments[^1] is { Kind: DatasetFileFormat.Missing } mask ? MissingMask.FromWords(reader.Read<ulong>(mask), rows) : default;
        return column.Field.Type switch
        {
            ColumnType.Number when column.NanIsMissing => new NumberColumn(name, reader.Read<double>(values)),
            ColumnType.Number => new NumberColumn(name, reader.Read<double>(values), missing),
            ColumnType.Integer => new IntegerColumn(name, reader.Read<long>(values), missing),
            ColumnType.Flag => new FlagColumn(name, reader.Read<bool>(values), missing),
            ColumnType.Category => new CategoryColumn(name, reader.Read<int>(values), column.Field.Levels!),
            ColumnType.Text => new TextColumn(name, reader.Read<byte>(column.Segments[1]), reader.Read<int>(values), missing),
            _ => new TimestampColumn(name, reader.Read<long>(values), missing),
        };
    }
}

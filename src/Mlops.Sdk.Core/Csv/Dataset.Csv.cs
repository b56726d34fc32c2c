using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace Mlops.Sdk;

/// <content>Reading and writing CSV.</content>
public sealed partial class Dataset
{
    /// <summary>Reads a CSV or TSV file, also compressed by gzip, on all cores. The result does not depend on how many there are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; see <see cref="CsvOptions"/> for the defaults and the rules of type inference.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">The file is empty or malformed (MLO1500 to MLO1511); the message names file, row, line, column, value and remedy.</exception>
    /// <exception cref="ArgumentException">The options name a column that the file does not have, or contradict each other.</exception>
    public static Dataset FromCsv(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CsvLoader.Load(CsvInput.FromPath(path), options ?? new CsvOptions(), cancellationToken);
    }

    /// <summary>Reads CSV from a stream, which stays open. A stream that cannot seek is held in memory as a whole while it is read.</summary>
    /// <param name="stream">The stream, read from where it stands.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">The content is empty or malformed.</exception>
    public static Dataset FromCsv(Stream stream, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CsvLoader.Load(CsvInput.FromStream(stream), options ?? new CsvOptions(), cancellationToken);
    }

    /// <summary>Reads CSV from a string.</summary>
    /// <param name="text">The content of a CSV file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">The content is empty or malformed.</exception>
    public static Dataset ParseCsv(string text, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CsvLoader.Load(CsvInput.FromText(text), options ?? new CsvOptions(), cancellationToken);
    }

    /// <summary>Writes a CSV file in UTF-8 (or <see cref="CsvOptions.Encoding"/>), compressed if the name ends in <c>.gz</c>.</summary>
    /// <remarks>Read with the same options and <c>Schema = data.Schema</c>, the file gives every value back, to the bit. Without the schema, types are inferred: text that spells numbers becomes numbers.</remarks>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="options">Delimiter, quote, decimal mark, header, null spellings and encoding of the file.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">MLO1512: a text has a NUL character or is not valid UTF-8, which no CSV file can hold.</exception>
    public void SaveCsv(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            SaveCsv(file, options, cancellationToken);
            return;
        }

        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        SaveCsv(packed, options, cancellationToken);
    }

    /// <summary>Writes CSV to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">Delimiter, quote, decimal mark, header, null spellings and encoding.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    public void SaveCsv(Stream stream, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new CsvOptions();
        var writer = new CsvWriter(this, options);
        if (options.Encoding is not { } encoding || encoding.CodePage == Encoding.UTF8.CodePage)
        {
            writer.Write(stream, cancellationToken);
            return;
        }

        stream.Write(encoding.Preamble);
        using Stream transcoded = Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8, leaveOpen: true);
        writer.Write(transcoded, cancellationToken);
    }

    /// <summary>The dataset as CSV.</summary>
    /// <param name="options">Delimiter, quote, decimal mark, header and null spellings.</param>
    public string ToCsv(CsvOptions? options = null)
    {
        var stream = new MemoryStream();
        SaveCsv(stream, (options ?? new CsvOptions()) with { Encoding = null });
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal static Dataset FromCsvColumns(ImmutableArray<CsvColumnPlan> plans, ImmutableArray<Column> columns, int rows) =>
        new(columns, new Schema(columns.Select((column, i) => FieldOf(column, plans[i].Role))), rows);
}

using System.Collections.Immutable;
using System.Text;

namespace Mlops.Sdk;

/// <content>Reading and writing CSV.</content>
public sealed partial class Dataset
{
    /// <summary>Reads a CSV or TSV file, also compressed by gzip, on all cores. The result does not depend on how many there are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; see <see cref="CsvOptions"/> for the defaults and the rules of type inference.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">The file is empty or malformed (MLO1100 to MLO1111); the message names file, row, line, column, value and remedy.</exception>
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

    internal static Dataset FromCsvColumns(ImmutableArray<CsvColumnPlan> plans, ImmutableArray<Column> columns, int rows) =>
        new(columns, new Schema(columns.Select((column, i) => FieldOf(column, plans[i].Role))), rows);
}

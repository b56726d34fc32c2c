namespace Mlops.Sdk;

/// <summary>How what is new in a source is taken into a dataset.</summary>
public sealed record IngestOptions
{
    /// <summary>The column that tells what is new: numbers, integers, moments or texts that grow. Rows beyond the greatest value that was taken in are new; rows where it is missing are left out, and a finding (CAT002) says how many.</summary>
    /// <value>Null: the column with the role Time; where there is none, what arrives is the whole, and takes the place of what was there.</value>
    public string? WatermarkColumn { get; init; }

    /// <summary>Reads a file of a source of files.</summary>
    /// <value>Null: <see cref="Dataset.FromCsv(string, CsvOptions?, CancellationToken)"/> with its defaults.</value>
    public Func<string, Dataset>? Read { get; init; }

    /// <summary>What to note with the new version, and where its content is kept. Source and parents are set by ingestion; a location is not possible, as no file holds what was put together.</summary>
    /// <value>The defaults, with <see cref="DatasetStorage.Store"/>: the next ingestion goes on from the content.</value>
    public DatasetVersionOptions Version { get; init; } = new() { Storage = DatasetStorage.Store };
}

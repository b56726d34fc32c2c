namespace Mlops.Sdk;

/// <summary>How the content of a version is read that is not stored in the workspace.</summary>
public sealed record DatasetOpenOptions
{
    /// <summary>Reads the file at a location. It must give the same values in the same types as when the version was registered.</summary>
    /// <value>Null: <c>.mldata</c> by <see cref="Dataset.Open"/>; <c>.csv</c> and <c>.tsv</c>, also with <c>.gz</c>, by <see cref="Dataset.FromCsv(string, CsvOptions?, CancellationToken)"/> with the schema of the version.</value>
    public Func<string, Dataset>? Read { get; init; }
}

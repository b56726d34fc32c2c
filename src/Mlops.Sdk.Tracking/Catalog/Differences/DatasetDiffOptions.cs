namespace Mlops.Sdk;

/// <summary>How two versions of a dataset are compared.</summary>
public sealed record DatasetDiffOptions
{
    /// <summary>The column that tells which row is which. Its values must differ in every row of a version; where they do not, rows are compared as a whole and a finding (CAT030) says so.</summary>
    /// <value>Null: the one with the role Id in both versions; where there is none, rows are compared as a whole, so that a changed row counts as one removed and one added.</value>
    public string? KeyColumn { get; init; }

    /// <summary>How many rows of each kind to name.</summary>
    /// <value>20.</value>
    public int MostExamples { get; init; } = 20;

    /// <summary>How content outside of the workspace is read.</summary>
    /// <value>Null: the defaults.</value>
    public DatasetOpenOptions? Open { get; init; }

    /// <summary>How many rows are held in memory at a time, by their hashes; beyond that, hashes go through temporary files.</summary>
    /// <value>2,000,000, about 150 MB.</value>
    public int RowsInMemory { get; init; } = 2_000_000;
}

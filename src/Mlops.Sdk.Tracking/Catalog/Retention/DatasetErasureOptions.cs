namespace Mlops.Sdk;

/// <summary>What an erasure does beyond the content of the version.</summary>
public sealed record DatasetErasureOptions
{
    /// <summary>The rows that are erased, by their ids, as text by the invariant culture: the same column with one of these ids is not taken in again under any name, and files that runs logged are searched for them. Only their hashes under a secret of the workspace are kept.</summary>
    /// <value>Empty: the version as a whole, whose values are not taken in again under any name.</value>
    public ValueList<string> Ids { get; init; } = [];

    /// <summary>The column that holds the ids.</summary>
    /// <value>Null: the one with the role Id.</value>
    public string? IdColumn { get; init; }

    /// <summary>Whether copies of rows that runs logged (tables, files of rows) are erased too: those of runs that worked with the data, or, where ids are given, those in which they are found or that cannot be searched.</summary>
    /// <value>False: they are told (<see cref="DatasetUseReport.Copies"/>).</value>
    public bool PurgeCopies { get; init; }
}

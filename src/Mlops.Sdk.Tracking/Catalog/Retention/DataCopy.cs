namespace Mlops.Sdk;

/// <summary>What sort of copy of data something may be.</summary>
public enum DataCopyKind
{
    /// <summary>Rows as they are: a table, a file of rows.</summary>
    Rows = 0,

    /// <summary>What was made of rows and may show single ones: a report, a figure, a text.</summary>
    Summary = 1,

    /// <summary>A model, which may keep rows of its training, as one of nearest neighbors does.</summary>
    Model = 2,

    /// <summary>A place outside of the workspace: a prediction log.</summary>
    Outside = 3,
}

/// <summary>Something that may hold rows of a dataset.</summary>
/// <param name="Owner">Whose it is: <c>run/ID</c>, <c>model/NAME/VERSION</c>, <c>predictions/ID</c>.</param>
/// <param name="Path">The file, or the place outside.</param>
/// <param name="Kind">What sort of copy it may be.</param>
/// <param name="Sha256">The content; null for a place outside.</param>
/// <param name="Size">Bytes; 0 for a place outside.</param>
/// <param name="HoldsIds">Whether an id that was asked for stands in it as a word of its own; null where no ids were asked for, or where it cannot be searched.</param>
public sealed record DataCopy(string Owner, string Path, DataCopyKind Kind, string? Sha256, long Size, bool? HoldsIds)
{
    /// <summary>Whether it was erased.</summary>
    public bool IsErased { get; init; }

    /// <summary>The run that it is of; null for others.</summary>
    internal string? RunId { get; init; }

    /// <summary>Whether its owner itself worked with the data, rather than being around or inside of one that did.</summary>
    internal bool IsDirect { get; init; }

    /// <summary><c>run/ID tables/rows.csv</c>.</summary>
    public override string ToString() => $"{Owner} {Path}";
}

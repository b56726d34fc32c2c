using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What <see cref="DataCatalog.PurgeAsync"/> removed for ever.</summary>
/// <param name="Versions">The versions that are gone.</param>
/// <param name="Datasets">The datasets that are gone, with all that was said of them.</param>
/// <param name="Kept">The versions that stay because registered models came of them or because their content was erased.</param>
public sealed record CatalogPurge(ValueList<string> Versions, ValueList<string> Datasets, ValueList<string> Kept)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Versions.Count} {(Versions.Count == 1 ? "version" : "versions")} and {Datasets.Count} {(Datasets.Count == 1 ? "dataset" : "datasets")} removed{(Kept.Count == 0 ? "" : $"; kept for registered models or as erased: {string.Join(", ", Kept)}")}");
}

/// <summary>What <see cref="DataCatalog.EraseAsync"/> did.</summary>
/// <param name="Version">The version; its record stays, without content.</param>
/// <param name="Bytes">How many bytes are gone from the workspace.</param>
/// <param name="StillHeldBy">Who else in the workspace refers to the same bytes, which are there for that reason: erase it there too.</param>
/// <param name="Outside">Where the content is outside of the workspace, which is for its owner to erase; null when it is nowhere.</param>
/// <param name="Uses">What the content went into: versions, runs and models, which are not changed but for copies of rows that were to go (<see cref="DatasetErasureOptions.PurgeCopies"/>).</param>
public sealed record DatasetErasure(DatasetVersion Version, long Bytes, ValueList<string> StillHeldBy, string? Outside, DatasetUseReport Uses)
{
    /// <summary>Where ids were given: the other versions of the catalog that hold these rows, or may, and are not erased by this call.</summary>
    /// <value>Empty.</value>
    public ValueList<VersionUse> RowsStillIn { get; init; } = [];

    /// <summary>Where ids were given: the versions of the catalog of which nobody can say whether they hold these rows, with the reason.</summary>
    /// <value>Empty.</value>
    public ValueList<VersionUse> NotSearched { get; init; } = [];
}

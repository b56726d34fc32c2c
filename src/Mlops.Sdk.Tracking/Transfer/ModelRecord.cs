using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A model with all its versions and histories, as an archive holds it.</summary>
internal sealed record ModelRecord(string Name, ModelNotes Notes, ImmutableArray<VersionRecord> Versions, ImmutableArray<AliasChange> Aliases);

/// <summary>A version with what was found out about it.</summary>
internal sealed record VersionRecord(ModelVersion Version, ImmutableArray<string> RegisteredBy, ImmutableArray<ModelApproval> Decisions, ModelNotes Notes, ImmutableArray<VersionReport> Reports, ImmutableArray<StageChange> Stages)
{
    /// <summary>Every content that it needs.</summary>
    public IEnumerable<(string Sha256, long Size)> Contents => Reports.SelectMany(report => report.Artifacts).Select(artifact => (artifact.Sha256, artifact.Size)).Prepend((Version.BundleSha256, Version.BundleSize));
}

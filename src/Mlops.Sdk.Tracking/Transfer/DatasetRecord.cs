using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A dataset of the catalog with its versions, as an archive holds it.</summary>
internal sealed record DatasetRecord(DatasetEntry Entry, ImmutableArray<DatasetVersion> Versions, ImmutableArray<FingerprintDetail> Details)
{
    /// <summary>Every content that is kept of it.</summary>
    public IEnumerable<(string Sha256, long Size)> Contents => Versions.Where(version => version.KeptSha256 is not null).Select(version => (version.KeptSha256!, version.ContentSize));
}

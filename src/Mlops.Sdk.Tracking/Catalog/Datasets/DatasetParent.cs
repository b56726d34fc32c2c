using System.Globalization;

namespace Mlops.Sdk;

/// <summary>A dataset that another one was made of.</summary>
/// <param name="Fingerprint">The hash of all its values (<see cref="DatasetFingerprint.Root"/>).</param>
/// <param name="Name">The dataset of the catalog; null when it was not in the catalog.</param>
/// <param name="Version">Its version; null when it was not in the catalog.</param>
public sealed record DatasetParent(string Fingerprint, string? Name = null, int? Version = null)
{
    /// <summary><c>loans/3</c>, or the fingerprint.</summary>
    public override string ToString() => Name is null ? Fingerprint : string.Create(CultureInfo.InvariantCulture, $"{Name}/{Version}");
}

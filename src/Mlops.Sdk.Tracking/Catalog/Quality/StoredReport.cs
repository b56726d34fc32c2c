using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A report on a version of a dataset, as it is kept.</summary>
internal sealed record StoredReport : ICatalogRecord<StoredReport>
{
    public required string Dataset { get; init; }

    public required int Version { get; init; }

    public required VersionReport Report { get; init; }

    [JsonIgnore]
    public CatalogStamp Stamp { get; init; }

    string ICatalogRecord<StoredReport>.Key => KeyOf(Dataset, Version, Report.Name);

    IEnumerable<DocumentTerm> ICatalogRecord<StoredReport>.Terms =>
    [
        .. CatalogTerms.Of(("dataset", Dataset), ("report_kind", Report.ReportKind)), .. CatalogTerms.Each("finding", Report.Findings.Select(finding => finding.Code)),
    ];

    string? ICatalogRecord<StoredReport>.Problem =>
        Report.Findings.IsDefault || Report.Artifacts.IsDefault || Report.Findings.Any(finding => finding is null) ? "a list is null"
        : Report.Artifacts.Any(artifact => artifact is null || !DatasetVersion.IsHash(artifact.Sha256)) ? "the hash of an artifact is no SHA-256"
        : null;

    StoredReport ICatalogRecord<StoredReport>.At(CatalogStamp stamp) => this with { Stamp = stamp };

    public static string KeyOf(string dataset, int version, string name) => $"{DatasetVersion.KeyOf(dataset, version)}/{name}";
}

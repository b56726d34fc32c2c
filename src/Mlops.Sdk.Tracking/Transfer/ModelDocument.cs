using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>A model in an archive.</summary>
internal static class ModelDocument
{
    public static byte[] Write(ModelRecord model) => ArchiveJson.Write(json =>
    {
        json.WriteString("name", model.Name);
        WriteNotes(json, model.Notes);
        json.WriteItems("versions", model.Versions, version => WriteVersion(json, version));
        json.WriteItems("aliases", model.Aliases, change =>
        {
            json.WriteString("alias", change.Alias);
            if (change.Version is int version) json.WriteNumber("version", version);
            if (change.Previous is int previous) json.WriteNumber("previous", previous);
            WriteChange(json, change.ChangedAt, change.ChangedBy, change.Reason);
        });
    });

    public static ModelRecord Read(string entry, byte[] bytes) => ArchiveJson.Read(entry, bytes, root =>
    {
        string name = Names.Model(ArchiveJson.Text(root, "name"));
        ImmutableArray<VersionRecord> versions = [.. ArchiveJson.Items(root, "versions").Select(version => ReadVersion(name, version))];
        if (!versions.Select(version => version.Version.Version).SequenceEqual(Enumerable.Range(1, versions.Length))) throw new FormatException("the versions are not numbered from 1 without gaps");
        return new ModelRecord(name, ReadNotes(root), versions, [.. ArchiveJson.Items(root, "aliases").Select(change => new AliasChange(
            name, Names.Model(ArchiveJson.Text(change, "alias")), OptionalNumber(change, "version"), OptionalNumber(change, "previous"), ArchiveJson.Time(change, "changed_at"), ArchiveJson.OptionalText(change, "changed_by"), ArchiveJson.OptionalText(change, "reason")))]);
    });

    private static void WriteVersion(Utf8JsonWriter json, VersionRecord record)
    {
        ModelVersion version = record.Version;
        json.WriteNumber("version", version.Version);
        json.WriteString("bundle_sha256", version.BundleSha256);
        json.WriteNumber("bundle_size", version.BundleSize);
        json.WriteOptional("signature_json", version.SignatureJson);
        json.WriteOptional("run_id", version.RunId);
        json.WriteTime("created_at", version.CreatedAt);
        json.WriteTexts("tags", version.Tags);
        json.WriteStartArray("registered_by");
        foreach (string name in record.RegisteredBy) json.WriteStringValue(name);
        json.WriteEndArray();
        ApprovalJson.WriteAll(json, record.Decisions);
        WriteNotes(json, record.Notes);
        json.WriteItems("reports", record.Reports, report => WriteReport(json, report));
        json.WriteItems("stages", record.Stages, change =>
        {
            json.WriteString("stage", change.Stage.ToString());
            json.WriteString("previous", change.Previous.ToString());
            WriteChange(json, change.ChangedAt, change.ChangedBy, change.Reason);
        });
    }

    private static VersionRecord ReadVersion(string name, JsonElement version)
    {
        int number = version.GetProperty("version").GetInt32();
        var read = new ModelVersion
        {
            Name = name,
            Version = number,
            BundleSha256 = ArchiveJson.Hash(version, "bundle_sha256"),
            BundleSize = version.GetProperty("bundle_size").GetInt64(),
            SignatureJson = ArchiveJson.OptionalText(version, "signature_json"),
            RunId = ArchiveJson.OptionalText(version, "run_id") is { } run ? RunDocument.Id(run) : null,
            CreatedAt = ArchiveJson.Time(version, "created_at"),
            Tags = ArchiveJson.Texts(version, "tags").ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        return new VersionRecord(
            read,
            [.. ArchiveJson.Items(version, "registered_by").Select(by => by.GetString() ?? "")],
            ApprovalJson.ReadAll(name, number, version),
            ReadNotes(version),
            [.. ArchiveJson.Items(version, "reports").Select(ReadReport)],
            [.. ArchiveJson.Items(version, "stages").Select(change => new StageChange(
                name, number, ArchiveJson.Enumeration<ModelStage>(change, "stage"), ArchiveJson.Enumeration<ModelStage>(change, "previous"), ArchiveJson.Time(change, "changed_at"), ArchiveJson.OptionalText(change, "changed_by"), ArchiveJson.OptionalText(change, "reason")))]);
    }

    private static void WriteReport(Utf8JsonWriter json, VersionReport report)
    {
        json.WriteString("name", report.Name);
        json.WriteString("kind", report.ReportKind);
        json.WriteTime("created_at", report.CreatedAt);
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in report.Metrics) json.WriteNumberOrName(name, value);
        json.WriteEndObject();
        json.WriteItems("findings", report.Findings, finding => RunDocument.WriteFinding(json, finding));
        json.WriteItems("artifacts", report.Artifacts, artifact => RunDocument.WriteArtifact(json, artifact));
    }

    private static VersionReport ReadReport(JsonElement report) => new()
    {
        Name = Names.ArtifactPath(ArchiveJson.Text(report, "name")),
        ReportKind = ArchiveJson.Text(report, "kind"),
        CreatedAt = ArchiveJson.Time(report, "created_at"),
        Metrics = report.GetProperty("metrics").EnumerateObject().ToImmutableSortedDictionary(metric => Names.Key(metric.Name), metric => ArchiveJson.NumberOrName(metric.Value), StringComparer.Ordinal),
        Findings = [.. ArchiveJson.Items(report, "findings").Select(RunDocument.ReadFinding)],
        Artifacts = [.. ArchiveJson.Items(report, "artifacts").Select(RunDocument.ReadArtifact)],
    };

    private static void WriteNotes(Utf8JsonWriter json, ModelNotes notes)
    {
        json.WriteOptional("description", notes.Description);
        json.WriteTexts("noted_tags", notes.Tags);
    }

    private static ModelNotes ReadNotes(JsonElement element) => new()
    {
        Description = ArchiveJson.OptionalText(element, "description"),
        Tags = ArchiveJson.Texts(element, "noted_tags").ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    private static void WriteChange(Utf8JsonWriter json, DateTimeOffset at, string? by, string? reason)
    {
        json.WriteTime("changed_at", at);
        json.WriteOptional("changed_by", by);
        json.WriteOptional("reason", reason);
    }

    private static int? OptionalNumber(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : null;
}

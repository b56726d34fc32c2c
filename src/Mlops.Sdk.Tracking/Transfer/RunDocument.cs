using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A run in an archive. The same run gives the same bytes, which is how an import tells whether it is there already.</summary>
internal static class RunDocument
{
    public static byte[] Write(RunInfo run, string pointsSha256) => ArchiveJson.Write(json =>
    {
        json.WriteString("id", run.Id);
        json.WriteString("experiment", run.Experiment);
        json.WriteOptional("name", run.Name);
        json.WriteString("status", run.Status.ToString());
        json.WriteOptional("parent_id", run.ParentId);
        json.WriteTime("started_at", run.StartedAt);
        json.WriteTime("ended_at", run.EndedAt ?? run.StartedAt);
        json.WriteString("seed", run.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteOptional("error", run.Error);
        json.WriteOptional("note", run.Note);
        json.WriteNumber("attempt", run.Attempt);
        json.WriteTexts("params", run.Params);
        json.WriteTexts("tags", run.Tags);
        json.WriteTexts("facts", run.Facts);
        json.WriteItems("artifacts", run.Artifacts, artifact => WriteArtifact(json, artifact));
        json.WriteItems("datasets", run.Datasets, data =>
        {
            json.WriteString("role", data.Role.ToString());
            json.WriteString("name", data.Name);
            json.WriteString("fingerprint", data.Fingerprint);
            json.WriteNumber("rows", data.Rows);
            json.WriteNumber("columns", data.Columns);
            json.WriteOptional("source", data.Source);
        });
        json.WriteItems("findings", run.Findings, found =>
        {
            json.WriteString("source", found.Source);
            WriteFinding(json, found.Finding);
        });
        json.WriteItems("metrics", run.Metrics.Values, metric =>
        {
            json.WriteString("name", metric.Name);
            json.WriteNumber("points", metric.Count);
        });
        json.WriteString("points_sha256", pointsSha256);
    });

    /// <summary>The run without its metrics, and their names and numbers of points.</summary>
    public static (RunInfo Run, ImmutableArray<(string Name, long Points)> Metrics) Read(string entry, byte[] bytes) => ArchiveJson.Read(entry, bytes, root =>
    {
        var run = new RunInfo
        {
            Id = Id(ArchiveJson.Text(root, "id")),
            Experiment = Names.Key(ArchiveJson.Text(root, "experiment")),
            Name = ArchiveJson.OptionalText(root, "name"),
            Status = ArchiveJson.Enumeration<RunStatus>(root, "status"),
            ParentId = ArchiveJson.OptionalText(root, "parent_id") is { } parent ? Id(parent) : null,
            StartedAt = ArchiveJson.Time(root, "started_at"),
            EndedAt = ArchiveJson.Time(root, "ended_at"),
            Seed = ulong.Parse(ArchiveJson.Text(root, "seed"), NumberStyles.None, CultureInfo.InvariantCulture),
            Error = ArchiveJson.OptionalText(root, "error"),
            Note = ArchiveJson.OptionalText(root, "note"),
            Attempt = root.GetProperty("attempt").GetInt32(),
            Params = ArchiveJson.Texts(root, "params").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Tags = ArchiveJson.Texts(root, "tags").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Facts = ArchiveJson.Texts(root, "facts").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Artifacts = [.. ArchiveJson.Items(root, "artifacts").Select(ReadArtifact)],
            Datasets = [.. ArchiveJson.Items(root, "datasets").Select(data => new RunDataset(
                ArchiveJson.Enumeration<DatasetRole>(data, "role"), Names.Key(ArchiveJson.Text(data, "name")), ArchiveJson.Text(data, "fingerprint"), data.GetProperty("rows").GetInt64(), data.GetProperty("columns").GetInt32(), ArchiveJson.OptionalText(data, "source")))],
            Findings = [.. ArchiveJson.Items(root, "findings").Select(found => new RunFinding(ArchiveJson.Text(found, "source"), ReadFinding(found)))],
        };
        if (run.Status == RunStatus.Running || run.Attempt < 1) throw new FormatException("the run is still running, or has no attempt");
        ImmutableArray<(string Name, long Points)> metrics = [.. ArchiveJson.Items(root, "metrics").Select(metric => (Names.Key(ArchiveJson.Text(metric, "name")), metric.GetProperty("points").GetInt64()))];
        if (metrics.Any(metric => metric.Points < 1) || metrics.Select(metric => metric.Name).Distinct(StringComparer.Ordinal).Count() != metrics.Length) throw new FormatException("a metric is there twice or has no values");
        return (run, metrics);
    });

    public static void WriteArtifact(Utf8JsonWriter json, RunArtifact artifact)
    {
        json.WriteString("path", artifact.Path);
        json.WriteString("sha256", artifact.Sha256);
        json.WriteNumber("size", artifact.Size);
        json.WriteString("media_type", artifact.MediaType);
        json.WriteTime("created_at", artifact.CreatedAt);
    }

    public static RunArtifact ReadArtifact(JsonElement artifact) => new(
        Names.ArtifactPath(ArchiveJson.Text(artifact, "path")), ArchiveJson.Hash(artifact, "sha256"), artifact.GetProperty("size").GetInt64(), Names.Key(ArchiveJson.Text(artifact, "media_type")), ArchiveJson.Time(artifact, "created_at"));

    public static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("code", finding.Code);
        json.WriteString("severity", finding.Severity.ToString());
        json.WriteOptional("column", finding.Column);
        json.WriteString("message", finding.Message);
    }

    public static Finding ReadFinding(JsonElement finding) =>
        new(ArchiveJson.Text(finding, "code"), ArchiveJson.Enumeration<Severity>(finding, "severity"), ArchiveJson.OptionalText(finding, "column"), ArchiveJson.Text(finding, "message"));

    public static string Id(string id) => SortableIds.IsValid(id) ? id : throw new FormatException($"{ErrorText.Show(id)} is no id of a run");

    /// <summary>The writes that make the run, in one batch.</summary>
    public static List<RunWrite> ToWrites(RunInfo run, IEnumerable<MetricsLogged> metrics, AuditRecord audit)
    {
        List<RunWrite> writes = [new RunStarted(run.Id, run.Experiment, run.Name, run.ParentId, run.StartedAt, run.Seed, [.. run.Facts], null, run.Attempt)];
        writes.AddRange(run.Params.Select(param => new ParamSet(run.Id, param.Key, param.Value)));
        writes.AddRange(run.Tags.Select(tag => new TagSet(run.Id, tag.Key, tag.Value)));
        if (run.Note is not null) writes.Add(new NoteSet(run.Id, run.Note));
        writes.AddRange(run.Datasets.Select(data => new DatasetLogged(run.Id, data)));
        writes.AddRange(run.Artifacts.Select(artifact => new ArtifactLogged(run.Id, artifact)));
        writes.AddRange(run.Findings.Select(found => new FindingLogged(run.Id, found)));
        writes.AddRange(metrics);
        writes.Add(new RunEnded(run.Id, run.Status, run.EndedAt!.Value, run.Error));
        writes.Add(new RunAudited(run.Id, audit));
        return writes;
    }
}

using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Builds an event from what the workspace knows of a run, so that the same event can be built again after a crash.</summary>
internal static class OpenLineageEvent
{
    public const string Start = "START", Complete = "COMPLETE", Fail = "FAIL", Abort = "ABORT";
    private const int LongestText = 10_000;
    private const string Schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

    private static readonly string s_version = typeof(OpenLineageEvent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>How the events of a run end.</summary>
    public static string Terminal(RunStatus status) => status switch
    {
        RunStatus.Completed => Complete,
        RunStatus.Failed => Fail,
        _ => Abort,
    };

    public static string Build(RunInfo run, RunInfo? parent, int attempt, string type, DateTimeOffset time, IReadOnlyList<ModelVersion> made, OpenLineageOptions options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var facets = new OpenLineageFacets(json, options.Producer);
            json.WriteStartObject();
            json.WriteString("eventType", type);
            json.WriteString("eventTime", time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("producer", options.Producer);
            json.WriteString("schemaURL", Schema);
            WriteRun(facets, run, parent, attempt, type, options);
            WriteJob(facets, run, made.Count > 0, options);
            WriteDatasets(facets, run, type, made, options);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteRun(OpenLineageFacets facets, RunInfo run, RunInfo? parent, int attempt, string type, OpenLineageOptions options)
    {
        Utf8JsonWriter json = facets.Json;
        json.WriteStartObject("run");
        json.WriteString("runId", OpenLineageNames.RunId(run.Id, attempt));
        json.WriteStartObject("facets");
        facets.Facet("processing_engine", "1-1-1", "ProcessingEngineRunFacet", writer =>
        {
            writer.WriteString("version", s_version);
            writer.WriteString("name", "Mlops.Sdk");
        });
        if (parent is not null)
            facets.Facet("parent", "1-2-0", "ParentRunFacet", writer =>
            {
                writer.WriteStartObject("run");
                writer.WriteString("runId", OpenLineageNames.RunId(parent.Id, parent.Attempt));
                writer.WriteEndObject();
                writer.WriteStartObject("job");
                writer.WriteString("namespace", options.Namespace);
                writer.WriteString("name", OpenLineageNames.Job(parent));
                writer.WriteEndObject();
            });
        if (type != Start)
        {
            if (run.Error is string error && type != Complete)
                facets.Facet("errorMessage", "1-0-1", "ErrorMessageRunFacet", writer =>
                {
                    writer.WriteString("message", Cut(error));
                    writer.WriteString("programmingLanguage", "C#");
                });
            if (!run.Params.IsEmpty) facets.Facet("executionParameters", "1-0-0", "ExecutionParametersRunFacet", writer => WriteParams(writer, run));
        }

        facets.Own("run", writer =>
        {
            writer.WriteString("id", run.Id);
            writer.WriteNumber("attempt", attempt);
            writer.WriteNumber("seed", run.Seed);
            if (run.Facts.GetValueOrDefault("git_commit") is string commit) writer.WriteString("gitCommit", commit);
            if (type == Start) return;
            writer.WriteStartObject("metrics");
            foreach ((string name, RunMetric metric) in run.Metrics)
                if (double.IsFinite(metric.Last)) writer.WriteNumber(name, metric.Last);
            writer.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParams(Utf8JsonWriter writer, RunInfo run)
    {
        writer.WriteStartArray("parameters");
        foreach ((string name, string value) in run.Params)
        {
            writer.WriteStartObject();
            writer.WriteString("key", name);
            writer.WriteString("value", Cut(value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteJob(OpenLineageFacets facets, RunInfo run, bool trains, OpenLineageOptions options)
    {
        Utf8JsonWriter json = facets.Json;
        json.WriteStartObject("job");
        json.WriteString("namespace", options.Namespace);
        json.WriteString("name", OpenLineageNames.Job(run));
        json.WriteStartObject("facets");
        facets.Facet("jobType", "2-0-4", "JobTypeJobFacet", writer =>
        {
            writer.WriteString("processingType", "BATCH");
            writer.WriteString("integration", "MLOPS_SDK");
            writer.WriteString("jobType", trains ? "TRAIN" : "RUN");
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDatasets(OpenLineageFacets facets, RunInfo run, string type, IReadOnlyList<ModelVersion> made, OpenLineageOptions options)
    {
        Utf8JsonWriter json = facets.Json;
        json.WriteStartArray("inputs");
        foreach (RunDataset data in run.Datasets.Where(data => data.Role == DatasetRole.Input)) OpenLineageDataset.WriteInput(facets, data, made, options.Namespace);
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        if (type != Start)
        {
            foreach (RunDataset data in run.Datasets.Where(data => data.Role == DatasetRole.Output)) OpenLineageDataset.WriteOutput(facets, data, options.Namespace);
            foreach (ModelVersion version in made) OpenLineageDataset.WriteModel(facets, version, run, options.Namespace);
        }

        json.WriteEndArray();
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>A model version on a page: what it takes and gives, how it was made and from which data, how good it is and what was found. As Markdown for people, and as JSON in the schema of the Model Card Toolkit (0.0.2).</summary>
public sealed class ModelCard
{
    private readonly VersionEvidence _evidence;
    private readonly ModelCardOptions _options;
    private readonly ModelStage _stage;
    private readonly ImmutableArray<string> _aliases;
    private readonly string? _overview;
    private readonly ImmutableSortedDictionary<string, string> _tags;

    internal ModelCard(VersionEvidence evidence, ModelStage stage, ImmutableArray<string> aliases, ModelCardOptions options, ModelNotes notes, ModelNotes modelNotes)
    {
        (_evidence, _stage, _aliases, _options) = (evidence, stage, aliases, options);
        (_overview, _tags) = (options.Overview ?? notes.Description ?? modelNotes.Description, modelNotes.Tags.SetItems(notes.Tags).SetItems(evidence.Version.Tags));
    }

    private ModelVersion Version => _evidence.Version;

    private IEnumerable<string> Owners => _options.Owners.Count > 0 ? _options.Owners : _options.Problem is { } problem ? [problem.Owner] : [];

    private IEnumerable<(string Report, string Metric, double Value)> Metrics =>
        from report in _evidence.Reports
        from metric in report.Metrics
        where !double.IsNaN(metric.Value)
        select (report.Name, metric.Key, metric.Value);

    /// <summary>The card as Markdown.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {Text(Version.ToString())}\n\n");
        if (_overview is { } overview) page.Append(CultureInfo.InvariantCulture, $"{Text(overview)}\n\n");
        Table(page, "", "Of this version", Facts());
        Table(page, "What it takes", "Column", Version.Signature.Columns.Select(column => (column.Key, column.Value)));
        Table(page, "Data", "Dataset", (_evidence.Run?.Datasets ?? []).Select(data => (data.Name, string.Create(CultureInfo.InvariantCulture, $"{data.Rows:N0} rows, {data.Columns} columns, {data.Fingerprint}{(data.Source is null ? "" : $", from {data.Source}")}"))));
        Table(page, "How good it is", "Metric", Metrics.Select(metric => ($"{metric.Report}/{metric.Metric}", Number(metric.Value))));
        Table(page, "Who approved it", "Person", _evidence.Approvals.Select(decision => (decision.StatedBy is { } by ? $"{decision.By}, elsewhere, as {by} states" : decision.By, string.Create(CultureInfo.InvariantCulture, $"{(decision.IsApproved ? "approved" : "rejected")} on {decision.At:yyyy-MM-dd}: {decision.Reason}"))));
        Table(page, "What was found", "Finding", _evidence.Findings.Where(finding => finding.Severity > Severity.Info).Select(finding => (finding.Code, finding.Message)));
        Table(page, "How it was made", "Setting", (_evidence.Run?.Params ?? ImmutableSortedDictionary<string, string>.Empty).Select(setting => (setting.Key, setting.Value.Length <= 200 ? setting.Value : setting.Value[..197] + "...")));
        List(page, "What it may be used for", _options.UseCases);
        List(page, "Where it must not be trusted", _options.Limitations);
        return page.ToString();
    }

    /// <summary>The card as JSON, in the schema of the Model Card Toolkit 0.0.2.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema_version", "0.0.2");
            WriteDetails(json);
            WriteParameters(json);
            json.WriteStartObject("quantitative_analysis");
            WriteArray(json, "performance_metrics", Metrics, metric =>
            {
                json.WriteString("type", metric.Metric);
                json.WriteString("value", Number(metric.Value));
                json.WriteString("slice", metric.Report);
            });
            json.WriteEndObject();
            json.WriteStartObject("considerations");
            WriteArray(json, "use_cases", _options.UseCases, text => json.WriteString("description", text));
            WriteArray(json, "limitations", _options.Limitations.Concat(_evidence.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code}: {finding.Message}")), text => json.WriteString("description", text));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The card as Markdown.</summary>
    public override string ToString() => ToMarkdown();

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("registered", Version.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        yield return ("stage", _stage.ToString());
        if (!_aliases.IsEmpty) yield return ("aliases", string.Join(", ", _aliases));
        if (_options.Problem is { } problem)
        {
            yield return ("question", problem.Question);
            yield return ("decision", problem.Decision);
        }

        if (Owners.Any()) yield return ("owners", string.Join(", ", Owners));
        if (Version.Signature.Label is { } label) yield return ("label", label);
        if (Version.Signature.Task is { } task) yield return ("task", task);
        if (Version.Signature.Classes.Count > 0) yield return ("classes", string.Join(", ", Version.Signature.Classes));
        yield return ("bundle (SHA-256)", Version.BundleSha256);
        foreach ((string name, string value) in _tags) yield return ($"tag {name}", value);
        if (_evidence.Run is not { } run) yield break;
        yield return ("run", $"{run.Experiment} {run.Id}");
        foreach ((string name, string value) in run.Facts) yield return (name, value);
    }

    private void WriteDetails(Utf8JsonWriter json)
    {
        json.WriteStartObject("model_details");
        json.WriteString("name", Version.Name);
        json.WriteString("overview", _overview ?? _options.Problem?.Question ?? "");
        WriteArray(json, "owners", Owners, owner => json.WriteString("name", owner));
        json.WriteStartObject("version");
        json.WriteString("name", Version.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteString("date", Version.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteString("path", $"sha256:{Version.BundleSha256}");
        json.WriteEndObject();
    }

    private void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("model_parameters");
        if (_evidence.Run is { } run)
            json.WriteString("model_architecture", string.Join(", ", run.Params.Where(param => param.Key.EndsWith("/kind", StringComparison.Ordinal)).Select(param => param.Value)));
        WriteArray(json, "data", _evidence.Run?.Datasets ?? [], data =>
        {
            json.WriteString("name", data.Name);
            if (data.Source is not null) json.WriteString("link", data.Source);
            json.WriteString("description", string.Create(CultureInfo.InvariantCulture, $"{data.Rows} rows, {data.Columns} columns, fingerprint {data.Fingerprint}"));
        });
        WriteArray(json, "input_format_map", Version.Signature.Columns, column => WritePair(json, column.Key, column.Value));
        WriteArray(json, "output_format_map", Version.Signature.Classes, name => WritePair(json, Version.Signature.Label ?? "", name));
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, string key, string value)
    {
        json.WriteString("key", key);
        json.WriteString("value", value);
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Table(StringBuilder page, string title, string head, IEnumerable<(string Name, string Value)> rows)
    {
        (string Name, string Value)[] all = [.. rows];
        if (all.Length == 0) return;
        if (title.Length > 0) page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"| {head} | |\n|---|---|\n");
        foreach ((string name, string value) in all) page.Append(CultureInfo.InvariantCulture, $"| {Text(name)} | {Text(value)} |\n");
        page.Append('\n');
    }

    private static void List(StringBuilder page, string title, ValueList<string> items)
    {
        if (items.Count == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        foreach (string item in items) page.Append(CultureInfo.InvariantCulture, $"- {Text(item)}\n");
        page.Append('\n');
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    // What comes from data is shown as text: no markup, no table of its own.
    private static string Text(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            if (char.IsControl(c)) text.Append(' ');
            else if (c == '<') text.Append("&lt;");
            else if (c == '&') text.Append("&amp;");
            else if (c is '|' or '`' or '*' or '[' or ']' or '\\' or '#' or '!' or '~') text.Append('\\').Append(c);
            else text.Append(c);
        }

        return text.ToString();
    }
}

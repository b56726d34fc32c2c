using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlops.Sdk;

/// <summary>What a model takes and gives: the raw columns that scoring needs with their types, and the label, task and classes that it answers with.</summary>
/// <param name="Columns">The columns by name, with the name of their type.</param>
/// <param name="Label">The label; null for a pipeline that only prepares data.</param>
/// <param name="Task">What is predicted, by the name of <see cref="TaskKind"/>.</param>
/// <param name="Classes">The classes, if classes are predicted.</param>
public sealed record ModelSignature(ImmutableSortedDictionary<string, string> Columns, string? Label, string? Task, ValueList<string> Classes)
{
    /// <summary>The fingerprint of the data that it was trained on; null when it was not noted.</summary>
    public string? DataFingerprint { get; init; }

    /// <summary>The raw columns that every feature is made from; empty when they were not noted, and for a principal who may neither read nor execute the model: names of features tell values.</summary>
    public ImmutableSortedDictionary<string, ValueList<string>> FeatureSources { get; init; } = ImmutableSortedDictionary.Create<string, ValueList<string>>(StringComparer.Ordinal);

    /// <summary>Reads <see cref="ModelVersion.SignatureJson"/>.</summary>
    /// <param name="json">The JSON; null reads as a signature of nothing.</param>
    /// <exception cref="ArgumentException">It is no signature.</exception>
    public static ModelSignature Parse(string? json)
    {
        if (json is null) return new ModelSignature(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), null, null, []);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new ModelSignature(
                root.GetProperty("input_schema").EnumerateArray().ToImmutableSortedDictionary(field => field.GetProperty("name").GetString()!, field => field.GetProperty("type").GetString()!, StringComparer.Ordinal),
                root.TryGetProperty("label", out JsonElement label) ? label.GetString() : null,
                root.TryGetProperty("task", out JsonElement task) ? task.GetString() : null,
                root.TryGetProperty("classes", out JsonElement classes) ? [.. classes.EnumerateArray().Select(name => name.GetString()!)] : [])
            {
                DataFingerprint = root.TryGetProperty("data_fingerprint", out JsonElement print) ? print.GetString() : null,
                FeatureSources = root.TryGetProperty("feature_sources", out JsonElement sources)
                    ? sources.EnumerateObject().ToImmutableSortedDictionary(feature => feature.Name, feature => new ValueList<string>([.. feature.Value.EnumerateArray().Select(column => column.GetString()!)]), StringComparer.Ordinal)
                    : ImmutableSortedDictionary.Create<string, ValueList<string>>(StringComparer.Ordinal),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new ArgumentException($"The text is no signature of a model: {e.Message}", nameof(json), e);
        }
    }

    /// <summary>The text without the features: where categories became columns, the names of these are values of the training data.</summary>
    internal static string? WithoutFeatures(string? json)
    {
        try
        {
            return json is not null && JsonNode.Parse(json) is JsonObject signature && signature.Remove("feature_sources") ? signature.ToJsonString() : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>How this signature differs from another one that callers rely on.</summary>
    /// <param name="inUse">The other one.</param>
    public IReadOnlyList<SignatureDifference> Compare(ModelSignature inUse)
    {
        ArgumentNullException.ThrowIfNull(inUse);
        List<SignatureDifference> differences = [];
        foreach ((string name, string type) in Columns)
        {
            if (!inUse.Columns.TryGetValue(name, out string? other)) differences.Add(new(true, $"It needs the column '{name}' ({type}), which callers do not give."));
            else if (other != type) differences.Add(new(true, $"It takes the column '{name}' as {type} instead of {other}."));
        }

        foreach (string name in inUse.Columns.Keys.Where(name => !Columns.ContainsKey(name))) differences.Add(new(false, $"It no longer needs the column '{name}'."));
        if (Task != inUse.Task) differences.Add(new(true, $"Its task is {Task ?? "none"} instead of {inUse.Task ?? "none"}."));
        if (Label != inUse.Label) differences.Add(new(false, $"Its label is called '{Label}' instead of '{inUse.Label}'."));
        string[] gone = [.. inUse.Classes.Except(Classes)], added = [.. Classes.Except(inUse.Classes)];
        if (gone.Length > 0) differences.Add(new(true, $"It never answers {string.Join(", ", gone.Select(name => $"'{name}'"))}."));
        if (added.Length > 0) differences.Add(new(true, $"It can answer {string.Join(", ", added.Select(name => $"'{name}'"))}, which callers do not know."));
        return differences;
    }
}

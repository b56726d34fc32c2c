using System.Text.Json;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>Checks JSON against schemas of draft 2020-12: the words that the OpenLineage schemas use, and an exception for any other, so that nothing passes because it was not looked at.</summary>
internal sealed class JsonSchemaCheck
{
    private static readonly HashSet<string> s_notes = ["$schema", "$id", "$defs", "description", "example", "examples", "deprecated", "title", "default"];
    private readonly Dictionary<string, JsonElement> _documents = new(StringComparer.Ordinal);

    public JsonSchemaCheck(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            JsonElement root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            _documents.Add(root.GetProperty("$id").GetString()!, root);
        }
    }

    /// <summary>What is wrong with a value; empty when nothing is.</summary>
    public List<string> Validate(JsonElement value, string reference)
    {
        List<string> faults = [];
        (JsonElement schema, string home) = Resolve(reference, "");
        Check(value, schema, home, "$", faults);
        return faults;
    }

    private (JsonElement Schema, string Home) Resolve(string reference, string home)
    {
        string[] parts = reference.Split('#');
        string document = parts[0].Length > 0 ? parts[0] : home;
        JsonElement at = _documents[document];
        foreach (string name in (parts.Length > 1 ? parts[1] : "").Split('/', StringSplitOptions.RemoveEmptyEntries)) at = at.GetProperty(name);
        return (at, document);
    }

    private void Check(JsonElement value, JsonElement schema, string home, string path, List<string> faults)
    {
        foreach (JsonProperty word in schema.EnumerateObject())
        {
            switch (word.Name)
            {
                case "$ref":
                    (JsonElement target, string place) = Resolve(word.Value.GetString()!, home);
                    Check(value, target, place, path, faults);
                    break;
                case "allOf":
                    foreach (JsonElement part in word.Value.EnumerateArray()) Check(value, part, home, path, faults);
                    break;
                case "anyOf":
                    if (!word.Value.EnumerateArray().Any(part => Matches(value, part, home))) faults.Add($"{path} is none of what it may be");
                    break;
                case "oneOf":
                    if (word.Value.EnumerateArray().Count(part => Matches(value, part, home)) != 1) faults.Add($"{path} is not one of what it may be");
                    break;
                case "not":
                    if (Matches(value, word.Value, home)) faults.Add($"{path} is what it must not be");
                    break;
                case "type":
                    if (!IsOf(value, word.Value.GetString()!)) faults.Add($"{path} is {value.ValueKind} and not {word.Value.GetString()}");
                    break;
                case "enum":
                    if (!word.Value.EnumerateArray().Any(one => one.GetRawText() == value.GetRawText())) faults.Add($"{path} is {value.GetRawText()}, which is not listed");
                    break;
                case "required":
                    if (value.ValueKind == JsonValueKind.Object)
                        foreach (JsonElement name in word.Value.EnumerateArray())
                            if (!value.TryGetProperty(name.GetString()!, out _)) faults.Add($"{path} has no {name.GetString()}");
                    break;
                case "properties":
                    if (value.ValueKind == JsonValueKind.Object)
                        foreach (JsonProperty property in word.Value.EnumerateObject())
                            if (value.TryGetProperty(property.Name, out JsonElement inner)) Check(inner, property.Value, home, $"{path}.{property.Name}", faults);
                    break;
                case "additionalProperties":
                    if (value.ValueKind == JsonValueKind.Object && word.Value.ValueKind == JsonValueKind.Object)
                        foreach (JsonProperty property in value.EnumerateObject())
                            if (!schema.TryGetProperty("properties", out JsonElement known) || !known.TryGetProperty(property.Name, out _)) Check(property.Value, word.Value, home, $"{path}.{property.Name}", faults);
                    break;
                case "items":
                    if (value.ValueKind == JsonValueKind.Array)
                        foreach (JsonElement item in value.EnumerateArray()) Check(item, word.Value, home, path + "[]", faults);
                    break;
                case "format":
                    if (value.ValueKind == JsonValueKind.String && !HasForm(value.GetString()!, word.Value.GetString()!)) faults.Add($"{path} is {value.GetRawText()}, which is no {word.Value.GetString()}");
                    break;
                default:
                    if (!s_notes.Contains(word.Name)) throw new NotSupportedException($"The schema word {word.Name} is not checked.");
                    break;
            }
        }
    }

    private bool Matches(JsonElement value, JsonElement schema, string home)
    {
        List<string> faults = [];
        Check(value, schema, home, "$", faults);
        return faults.Count == 0;
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"The type {type} is not checked."),
    };

    private static bool HasForm(string text, string format) => format switch
    {
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal) && (text.EndsWith('Z') || text[^6] is '+' or '-'),
        _ => throw new NotSupportedException($"The format {format} is not checked."),
    };
}

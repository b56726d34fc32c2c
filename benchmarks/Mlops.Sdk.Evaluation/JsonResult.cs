using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>The one JSON object of a verb. Non-finite numbers are the strings NaN, Infinity, -Infinity.</summary>
internal sealed class JsonResult
{
    private readonly JsonObject _root = [];

    /// <summary>What the process ends with: 0, or what the verb says of a result that a CI job has to stop at.</summary>
    public int ExitCode { get; init; }

    public void Set(string key, double? value) => _root[key] = Number(value);

    public void Set(string key, string? value) => _root[key] = value;

    public void Set(string key, bool value) => _root[key] = value;

    public void Set(string key, JsonNode? value) => _root[key] = value;

    public void Save(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using FileStream file = File.Create(path);
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        _root.WriteTo(writer);
    }

    public override string ToString() => _root.ToJsonString();

    public static JsonNode? Number(double? value) => value switch
    {
        null => null,
        double.PositiveInfinity => JsonValue.Create("Infinity"),
        double.NegativeInfinity => JsonValue.Create("-Infinity"),
        { } number when double.IsNaN(number) => JsonValue.Create("NaN"),
        { } number => JsonValue.Create(number),
    };

    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    public static JsonArray Texts(IEnumerable<string> items) => [.. items.Select(item => (JsonNode?)JsonValue.Create(item))];
}

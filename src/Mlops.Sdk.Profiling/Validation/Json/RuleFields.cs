using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads the properties of one JSON object by name and type, and knows which were never asked for. Every error names the place.</summary>
internal sealed class RuleFields
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public RuleFields(JsonElement element, string place)
    {
        Place = place;
        if (element.ValueKind != JsonValueKind.Object) throw Error($"is a JSON {element.ValueKind} and should be an object");
        foreach (JsonProperty property in element.EnumerateObject())
            if (!_left.TryAdd(property.Name, property.Value)) throw Error($"has '{Short(property.Name)}' twice");
    }

    public string Place { get; }

    public MlopsException Error(string problem) => new("MLO3102", $"{Place} {problem}. Correct the JSON.");

    public string Text(string name) => TextOrNull(name) ?? throw Error($"has no '{name}'");

    public string? TextOrNull(string name) => Take(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "a text", value);

    public IEnumerable<string> Texts(string name)
    {
        JsonElement list = Take(name) ?? throw Error($"has no '{name}'");
        return ListOf(name, list);
    }

    public IEnumerable<string> TextsOrNone(string name) => Take(name) is { } list ? ListOf(name, list) : [];

    public double? Number(string name) =>
        Take(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Wrong(name, "a finite number", value);

    /// <summary>Whether a property is there and a number; it is not taken by this.</summary>
    public bool IsNumber(string name) => _left.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number;

    public long? Whole(string name) =>
        Take(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : throw Wrong(name, "a whole number", value);

    public int? Count(string name) => Whole(name) is not { } number ? null : number is >= 0 and <= int.MaxValue ? (int)number : throw Error($"has '{name}' = {number.ToString(CultureInfo.InvariantCulture)}, which is not from 0 to {int.MaxValue}");

    public bool Flag(string name) => FlagOrNull(name) ?? false;

    public bool? FlagOrNull(string name) => Take(name) is not { } value ? null : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false", value);

    public DateTime? Moment(string name) => TextOrNull(name) is not { } text ? null : TextConverts.TryMoment(text, out DateTime moment) ? moment : throw Error($"has '{name}' = '{Short(text)}', which is no moment in ISO 8601");

    public TimeSpan? Span(string name) => TextOrNull(name) is not { } text ? null : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan span) ? span : throw Error($"has '{name}' = '{Short(text)}', which is no time span such as 1.00:00:00");

    public T Choice<T>(string name)
        where T : struct, Enum => ChoiceOf<T>(name, Text(name));

    public T? ChoiceOrNull<T>(string name)
        where T : struct, Enum => TextOrNull(name) is { } text ? ChoiceOf<T>(name, text) : null;

    public T ChoiceOf<T>(string name, string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
            if (RuleJson.NameOf(value) == text) return value;
        throw Error($"has '{name}' = '{Short(text)}', which is none of {string.Join(", ", Enum.GetValues<T>().Select(RuleJson.NameOf))}");
    }

    public JsonElement Element(string name) => Take(name) ?? throw Error($"has no '{name}'");

    /// <summary>A property that nobody asked for is a mistake worth hearing of.</summary>
    public void ThrowIfLeft()
    {
        if (_left.Keys.FirstOrDefault() is not { } name) return;
        throw Error($"has an unknown property '{Short(name)}'{(NearestNames.Find(name, _known) is { } near ? $"; did you mean '{near}'?" : $"; known: {string.Join(", ", _known)}")}");
    }

    private IEnumerable<string> ListOf(string name, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array) throw Wrong(name, "a list of texts", list);
        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, "a list of texts", item))];
    }

    private JsonElement? Take(string name)
    {
        _known.Add(name);
        return _left.Remove(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private MlopsException Wrong(string name, string wanted, JsonElement value) => Error($"has '{name}' = {Short(value.GetRawText())}, which should be {wanted}");

    private static string Short(string text) => text.ReplaceLineEndings(" ") is var line && line.Length > 60 ? line[..60] + "..." : text.ReplaceLineEndings(" ");
}

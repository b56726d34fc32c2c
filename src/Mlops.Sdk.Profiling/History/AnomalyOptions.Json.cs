using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

public sealed partial record AnomalyOptions
{
    private const int SchemaVersion = 1, MostRules = 10_000;

    /// <summary>The rules as JSON: indented, in their order, with a line break at the end, to live in version control as <see cref="DataRules"/> do.</summary>
    public string ToJson() => RuleJson.Text(Write);

    /// <summary>Rules from JSON that <see cref="ToJson"/> or a person wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="MlopsException">MLO3102: the text is no such JSON; the message names the place, the value and the remedy.</exception>
    public static AnomalyOptions FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RuleJson.Parse(json, Read);
    }

    /// <summary>Saves <see cref="ToJson"/> to a file, replacing it at once; folders are created.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RuleJson.Save(path, ToJson());
    }

    /// <summary>Rules from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MlopsException">MLO3102: the file holds no such JSON.</exception>
    public static AnomalyOptions Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromJson(File.ReadAllText(path));
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", SchemaVersion);
        writer.WriteNumber("accept_after", AcceptAfter);
        if (From is { } from) writer.WriteString("from", RuleJson.Moment(from.Ticks));
        if (To is { } to) writer.WriteString("to", RuleJson.Moment(to.Ticks));
        writer.WriteStartArray("rules");
        foreach (AnomalyRule rule in Rules) AnomalyRuleJson.Write(writer, rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static AnomalyOptions Read(JsonElement root)
    {
        var fields = new RuleFields(root, "The set of rules");
        long version = fields.Whole("schema_version") ?? throw fields.Error($"has no 'schema_version'; it is {SchemaVersion}");
        if (version != SchemaVersion) throw fields.Error($"has 'schema_version' = {version.ToString(CultureInfo.InvariantCulture)}, and this version reads {SchemaVersion}");
        int? accept = fields.Count("accept_after");
        DateTime? from = fields.Moment("from"), to = fields.Moment("to");
        JsonElement list = fields.Element("rules");
        fields.ThrowIfLeft();
        if (list.ValueKind != JsonValueKind.Array) throw fields.Error("has 'rules', which should be a list");
        if (list.GetArrayLength() > MostRules) throw fields.Error(FormattableString.Invariant($"has {list.GetArrayLength()} rules, above {MostRules}"));
        AnomalyOptions options = new() { Rules = new(list.EnumerateArray().Select((element, i) => AnomalyRuleJson.Read(element, FormattableString.Invariant($"rules[{i}]")))), From = from, To = to };
        options = accept is { } after ? options with { AcceptAfter = after } : options;
        try
        {
            options.Check();
        }
        catch (ArgumentException error)
        {
            throw fields.Error($"cannot be used: {RuleJson.Problem(error)}");
        }

        return options;
    }
}

using System.Text.Json;

namespace Mlops.Sdk;

public sealed partial class DataRules
{
    private const int SchemaVersion = 1;
    private const int MostRules = 100_000;

    /// <summary>The rules as JSON: indented, in one order, with a line break at the end, so that a change of one rule is a change of a few lines.</summary>
    /// <exception cref="MlopsException">MLO3103: a rule is a condition of a program.</exception>
    public string ToJson()
    {
        ThrowIfNotData();
        return RuleJson.Text(Write);
    }

    /// <summary>Rules from JSON that <see cref="ToJson"/> or a person wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="MlopsException">MLO3102: the text is no such JSON; the message names the place, the value and the remedy.</exception>
    public static DataRules FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RuleJson.Parse(json, Read);
    }

    /// <summary>Saves <see cref="ToJson"/> to a file, replacing it at once; folders are created.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MlopsException">MLO3103: a rule is a condition of a program.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RuleJson.Save(path, ToJson());
    }

    /// <summary>Rules from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MlopsException">MLO3102: the file holds no such JSON.</exception>
    public static DataRules Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromJson(File.ReadAllText(path));
    }

    internal static DataRules Read(JsonElement root)
    {
        var fields = new RuleFields(root, "The set of rules");
        long version = fields.Whole("schema_version") ?? throw fields.Error($"has no 'schema_version'; it is {SchemaVersion}");
        if (version != SchemaVersion) throw fields.Error($"has 'schema_version' = {version.ToString(System.Globalization.CultureInfo.InvariantCulture)}, and this version reads {SchemaVersion}");
        JsonElement list = fields.Element("rules");
        fields.ThrowIfLeft();
        if (list.ValueKind != JsonValueKind.Array) throw fields.Error("has 'rules', which should be a list");
        if (list.GetArrayLength() > MostRules) throw fields.Error(FormattableString.Invariant($"has {list.GetArrayLength()} rules, above {MostRules}"));
        var rules = new List<Rule>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonElement element in list.EnumerateArray())
        {
            string place = FormattableString.Invariant($"rules[{rules.Count}]");
            Rule rule = RuleReader.Read(element, place);
            if (!places.TryAdd(rule.Key, rules.Count))
                throw new MlopsException("MLO3102", FormattableString.Invariant($"{place} and rules[{places[rule.Key]}] are both '{rule.Name}' with one severity and in the same environments. Keep one of them."));
            rules.Add(rule);
        }

        return new DataRules(rules);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", SchemaVersion);
        writer.WriteStartArray("rules");
        foreach (Rule rule in Rules) RuleJson.Write(writer, rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal void ThrowIfNotData()
    {
        if (Rules.FirstOrDefault(rule => !rule.IsData) is { } custom)
            throw new MlopsException("MLO3103", $"The rule '{custom.Name}' is a condition of a program and lives in this process only. Save the others with rules.Remove(rule => rule.Kind == \"{CustomRule.KindName}\") and add it again in code, or say it with the rules that are data.");
    }
}

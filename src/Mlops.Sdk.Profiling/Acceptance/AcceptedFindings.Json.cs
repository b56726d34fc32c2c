using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

public sealed partial record AcceptedFindings
{
    private const int SchemaVersion = 1, Most = 100_000;

    /// <summary>The findings as JSON: indented, in their order, with a line break at the end, to live in version control beside <see cref="DataRules"/>.</summary>
    public string ToJson() => RuleJson.Text(Write);

    /// <summary>Findings from JSON that <see cref="ToJson"/> or a person wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="MlopsException">MLO3102: the text is no such JSON; the message names the place, the value and the remedy.</exception>
    public static AcceptedFindings FromJson(string json)
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

    /// <summary>Findings from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MlopsException">MLO3102: the file holds no such JSON.</exception>
    public static AcceptedFindings Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromJson(File.ReadAllText(path));
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", SchemaVersion);
        writer.WriteStartArray("accepted");
        foreach (AcceptedFinding finding in Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            if (finding.Column is { } column) writer.WriteString("column", column);
            if (finding.Rule is { } rule) writer.WriteString("rule", rule);
            writer.WriteString("reason", finding.Reason);
            writer.WriteString("by", finding.By);
            if (finding.Until is { } until) writer.WriteString("until", RuleJson.Moment(until.Ticks));
            if (finding.Limit is { } limit && double.IsFinite(limit)) writer.WriteNumber("limit", limit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static AcceptedFindings Read(JsonElement root)
    {
        var fields = new RuleFields(root, "The list of accepted findings");
        long version = fields.Whole("schema_version") ?? throw fields.Error($"has no 'schema_version'; it is {SchemaVersion}");
        if (version != SchemaVersion) throw fields.Error($"has 'schema_version' = {version.ToString(CultureInfo.InvariantCulture)}, and this version reads {SchemaVersion}");
        JsonElement list = fields.Element("accepted");
        fields.ThrowIfLeft();
        if (list.ValueKind != JsonValueKind.Array) throw fields.Error("has 'accepted', which should be a list");
        if (list.GetArrayLength() > Most) throw fields.Error(FormattableString.Invariant($"has {list.GetArrayLength()} accepted findings, above {Most}"));
        return new() { Findings = new(list.EnumerateArray().Select((element, i) => ReadOne(element, FormattableString.Invariant($"accepted[{i}]")))) };
    }

    private static AcceptedFinding ReadOne(JsonElement element, string place)
    {
        var fields = new RuleFields(element, place);
        var finding = new AcceptedFinding(fields.Text("code"), fields.TextOrNull("column"), fields.Text("reason"), fields.Text("by")) { Rule = fields.TextOrNull("rule"), Until = fields.Moment("until"), Limit = fields.Number("limit") };
        fields.ThrowIfLeft();
        try
        {
            finding.Check();
        }
        catch (ArgumentException error)
        {
            throw fields.Error($"cannot be used: {RuleJson.Problem(error)}");
        }

        return finding;
    }
}

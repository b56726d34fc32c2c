using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Rules as JSON: what is not the default is written, in one order.</summary>
internal static class RuleJson
{
    public static void Write(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", rule.Kind);
        rule.WriteFields(writer);
        if (rule.GivenName is { } name && rule.IsData) writer.WriteString("name", name);
        if (rule.Mostly < 1) writer.WriteNumber("mostly", rule.Mostly);
        if (rule.Severity != Severity.Error) writer.WriteString("severity", NameOf(rule.Severity));
        if (rule.Environments.Count > 0) WriteTexts(writer, "environments", rule.Environments);
        if (rule.SetAside is { } aside) writer.WriteBoolean("set_aside", aside);
        if (rule.Description is { } description) writer.WriteString("description", description);
        if (rule.Owner is { } owner) writer.WriteString("owner", owner);
        writer.WriteEndObject();
    }

    public static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    public static void WriteBounds(Utf8JsonWriter writer, double? min, double? max)
    {
        if (min is { } low) writer.WriteNumber("min", low);
        if (max is { } high) writer.WriteNumber("max", high);
    }

    /// <summary>A moment in ISO 8601, as short as it can be.</summary>
    public static string Moment(long ticks)
    {
        var moment = new DateTime(ticks);
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }

    public static string Span(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);

    /// <summary>The lower_snake name of a value of an enumeration.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum
    {
        var name = new StringBuilder();
        foreach (char letter in value.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && name.Length > 0) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}

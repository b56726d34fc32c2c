using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Rules as JSON: what is not the default is written, in one order.</summary>
internal static class RuleJson
{
    // Patterns and names are to be read by people; the text goes into a file and not into a page.
    private static readonly JsonWriterOptions s_writing = new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented JSON with a line break at the end, so that a change of one rule is a change of a few lines.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Reads JSON that a person may have written.</summary>
    /// <exception cref="MlopsException">MLO3102: it is none.</exception>
    public static T Parse<T>(string json, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new MlopsException("MLO3102", $"The rules are no JSON: {error.Message} Correct that place.", error);
        }
    }

    /// <summary>Saves a text to a file, replacing it at once; folders are created.</summary>
    public static void Save(string path, string json)
    {
        string full = Path.GetFullPath(path), temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        try
        {
            File.WriteAllText(temporary, json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>What an argument's exception says, without the name of the parameter and the full stop.</summary>
    public static string Problem(ArgumentException error) => error.Message.Split(" (Parameter", 2)[0].TrimEnd('.');

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

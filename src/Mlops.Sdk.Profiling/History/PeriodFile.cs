using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>One period as it is stored: a JSON object whose metrics are arrays of name, column, value and noise.</summary>
internal static class PeriodFile
{
    public const string Extension = ".json";

    private const string MomentFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";
    private const int Format = 1, LongestKey = 100;

    /// <summary>The name without its extension: the period, and the key where there is one.</summary>
    public static string NameOf(DateTime period, string key) => Moment(period) + (key.Length == 0 ? "" : "--" + key);

    /// <summary>Whether a file of that name, without its extension, is of a history.</summary>
    public static bool IsName(string name)
    {
        string moment = name.Split("--", 2)[0];
        return moment.Length is 8 or 15 or 22 && moment.Select((c, i) => i == 8 ? c == 'T' : char.IsAsciiDigit(c)).All(sound => sound);
    }

    /// <summary>The key, if a file can be named by it on every system.</summary>
    public static string CheckKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        bool sound = key.Length == 0 || (key.Length <= LongestKey && key[0] is (>= 'a' and <= 'z') or (>= '0' and <= '9') && key[^1] != '.' && key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.'));
        return sound ? key : throw new ArgumentException($"The key '{(key.Length > LongestKey ? key[..LongestKey] + "…" : key)}' cannot name a file everywhere. A key has at most {LongestKey} of a-z, 0-9, '-', '_' and '.', begins with a letter or digit, and does not end with a point.", nameof(key));
    }

    public static byte[] Write(ProfilePeriod period)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteString("period", period.Period.ToString(MomentFormat, CultureInfo.InvariantCulture));
            writer.WriteString("key", period.Key);
            if (period.SummaryFile is not null)
            {
                writer.WriteString("summary", period.SummaryFile);
                writer.WriteString("sha256", period.SummaryHash);
            }

            writer.WriteStartArray("metrics");
            foreach (ProfileMetric metric in period.Metrics)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(metric.Name);
                writer.WriteStringValue(metric.Column);
                writer.WriteNumberValue(metric.Value);
                writer.WriteNumberValue(metric.Noise);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a period and checks it against the name of its file.</summary>
    /// <exception cref="MlopsException">MLO3114: it is damaged, or of a later format.</exception>
    public static ProfilePeriod Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            if (format != Format) throw new InvalidDataException(FormattableString.Invariant($"It has format {format}; this version reads format {Format}."));
            string? summary = root.TryGetProperty("summary", out JsonElement file) ? file.GetString() : null;
            var period = new ProfilePeriod
            {
                Period = DateTime.ParseExact(root.GetProperty("period").GetString()!, MomentFormat, CultureInfo.InvariantCulture),
                Key = CheckKey(root.GetProperty("key").GetString()!),
                SummaryFile = summary,
                SummaryHash = summary is null ? null : root.GetProperty("sha256").GetString(),
                Metrics = [.. root.GetProperty("metrics").EnumerateArray().Select(Metric)],
            };
            if (NameOf(period.Period, period.Key) != Path.GetFileNameWithoutExtension(path)) throw new InvalidDataException("Its name is not that of its period and key.");
            if (summary is not null && (Path.GetFileName(summary) != summary || !summary.EndsWith(SummaryFiles.Extension, StringComparison.Ordinal))) throw new InvalidDataException("The name of its summary leads elsewhere.");
            return period;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new MlopsException("MLO3114", $"The file '{path}' of a profile history is damaged or not one: {exception.Message} Take it out of the folder and append the period again.", exception);
        }
    }

    private static ProfileMetric Metric(JsonElement element)
    {
        double value = element[2].GetDouble(), noise = element[3].GetDouble();
        if (!double.IsFinite(value) || !(noise >= 0)) throw new InvalidDataException("A metric is not finite, or its noise below 0.");
        return new ProfileMetric(element[0].GetString() ?? throw new InvalidDataException("A metric has no name."), element[1].GetString(), value, noise);
    }

    private static string Moment(DateTime period) => period.ToString(
        period.Ticks % TimeSpan.TicksPerDay == 0 ? "yyyyMMdd" : period.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyyMMdd'T'HHmmss" : "yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>A run as MLflow tells it.</summary>
internal sealed record MlflowRun
{
    public required string Id { get; init; }

    public required string Experiment { get; init; }

    public string? Name { get; init; }

    public string? User { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsDeleted { get; init; }

    public string? ArtifactUri { get; init; }

    public ImmutableArray<string> Metrics { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Params { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Tags { get; init; } = [];

    public ImmutableArray<RunDataset> Datasets { get; init; } = [];

    public string? ParentId => Tag("mlflow.parentRunId");

    public bool IsRunning => Status is "RUNNING" or "SCHEDULED";

    public string? Tag(string name) => Tags.Where(tag => tag.Key == name).Select(tag => tag.Value).FirstOrDefault();

    public static MlflowRun Read(string experiment, JsonElement run)
    {
        try
        {
            JsonElement info = run.GetProperty("info");
            JsonElement data = run.TryGetProperty("data", out JsonElement found) ? found : default;
            ImmutableArray<KeyValuePair<string, string>> tags = Pairs(data, "tags");
            return new MlflowRun
            {
                Id = MlflowJson.OptionalText(info, "run_id") ?? MlflowJson.Text(info, "run_uuid"),
                Experiment = experiment,
                Name = MlflowJson.OptionalText(info, "run_name") is { Length: > 0 } name ? name : tags.FirstOrDefault(tag => tag.Key == "mlflow.runName").Value,
                User = MlflowJson.OptionalText(info, "user_id"),
                Status = MlflowJson.Text(info, "status"),
                StartedAt = MlflowJson.Time(info, "start_time") ?? throw new FormatException("'start_time' is missing"),
                EndedAt = MlflowJson.Time(info, "end_time"),
                IsDeleted = MlflowJson.OptionalText(info, "lifecycle_stage") == "deleted",
                ArtifactUri = MlflowJson.OptionalText(info, "artifact_uri"),
                Metrics = [.. MlflowJson.Items(data, "metrics").Select(metric => MlflowJson.Text(metric, "key")).Distinct(StringComparer.Ordinal)],
                Params = Pairs(data, "params"),
                Tags = tags,
                Datasets = [.. MlflowJson.Items(run.TryGetProperty("inputs", out JsonElement inputs) ? inputs : default, "dataset_inputs").Select(input => ReadDataset(input.GetProperty("dataset")))],
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw TrackingErrors.MlflowUnreadable("runs/search", e.Message);
        }
    }

    private static RunDataset ReadDataset(JsonElement dataset)
    {
        long rows = 0;
        try
        {
            using JsonDocument profile = JsonDocument.Parse(MlflowJson.OptionalText(dataset, "profile") ?? "{}");
            if (profile.RootElement.TryGetProperty("num_rows", out JsonElement count)) rows = Math.Max(0, MlflowJson.Whole(count));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // A profile is a text of the user's own; without it the rows are not known.
        }

        return new RunDataset(DatasetRole.Input, MlflowJson.Text(dataset, "name"), "mlflow:" + MlflowJson.Text(dataset, "digest"), rows, 0, MlflowJson.OptionalText(dataset, "source"));
    }

    private static ImmutableArray<KeyValuePair<string, string>> Pairs(JsonElement data, string name) =>
        [.. MlflowJson.Items(data, name).Select(pair => KeyValuePair.Create(MlflowJson.Text(pair, "key"), MlflowJson.OptionalText(pair, "value") ?? ""))];
}

/// <summary>MLflow's JSON: whole numbers also come as texts, NaN and the infinities as "NaN", "Infinity", and what is empty is left out.</summary>
internal static class MlflowJson
{
    public static string Text(JsonElement element, string name) => OptionalText(element, name) ?? throw new FormatException($"'{name}' is missing");

    public static string? OptionalText(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement found) ? found.ValueKind == JsonValueKind.String ? found.GetString() : found.ValueKind == JsonValueKind.Number ? found.GetRawText() : null : null;

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    public static long Whole(JsonElement number) => number.ValueKind == JsonValueKind.String ? long.Parse(number.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : number.GetInt64();

    public static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement milliseconds) && Whole(milliseconds) is > 0 and long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public static MetricPoint Point(JsonElement metric)
    {
        try
        {
            JsonElement value = metric.GetProperty("value");
            double number = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                string text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
                null => throw new FormatException("'value' is null"),
            };
            long step = metric.TryGetProperty("step", out JsonElement at) ? Whole(at) : 0;
            return new MetricPoint(number, step, Time(metric, "timestamp") ?? DateTimeOffset.UnixEpoch);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw TrackingErrors.MlflowUnreadable("metrics/get-history", e.Message);
        }
    }
}

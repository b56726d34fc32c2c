using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Learning.Tests.Metrics;

/// <summary>Predictions with the numbers that scikit-learn gives for them.</summary>
public sealed record MetricCase(string Name, Predictions Predictions, LabelData Label, double[] Weights, Dictionary<string, double> Expected);

internal static class MetricReference
{
    private static readonly JsonElement Root = Read();

    public static JsonElement Extra(string name) => Root.GetProperty(name);

    public static string[] Names => [.. Root.GetProperty("cases").EnumerateArray().Select(NameOf)];

    public static MetricCase Case(string name)
    {
        JsonElement found = Root.GetProperty("cases").EnumerateArray().Single(one => NameOf(one) == name);
        bool regression = found.GetProperty("task").GetString() == "regression";
        int count = found.TryGetProperty("classes", out JsonElement classes) ? classes.GetInt32() : 2;
        ImmutableArray<string> names = regression ? [] : [.. Enumerable.Range(0, count).Select(code => $"c{code}")];
        double[] actual = Numbers(found, "actual");
        Dataset data = new Dataset(regression
            ? new NumberColumn("y", actual)
            : new CategoryColumn("y", Array.ConvertAll(actual, value => (int)value), new CategoryLevels(names))).WithRole("y", ColumnRole.Label);
        Predictions predictions = regression ? Predictions.ForValues("y", Numbers(found, "predicted"))
            : count == 2 ? Predictions.ForPositive("y", names, Numbers(found, "probabilities"))
            : Predictions.ForClasses("y", names, Numbers(found, "probabilities"));
        return new MetricCase(
            name, predictions, LabelData.ReadFor(data, predictions.Task, names),
            found.GetProperty("weights").ValueKind == JsonValueKind.Null ? [] : Numbers(found, "weights"),
            found.GetProperty("expected").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetDouble()));
    }

    public static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static string NameOf(JsonElement one) => $"{one.GetProperty("task").GetString()} {one.GetProperty("name").GetString()}";

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "metrics.json")));
        return document.RootElement.Clone();
    }
}

using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>Reference scores, and the data they were made of.</summary>
internal static class DetectionReference
{
    private static readonly JsonElement s_cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "detection.json"))).RootElement.GetProperty("cases");

    public static JsonElement Case(string id, string dataset) =>
        s_cases.EnumerateArray().Single(one => one.GetProperty("id").GetString() == id && one.GetProperty("dataset").GetString() == dataset);

    public static double[] Expected(string id, string dataset, string name) => Case(id, dataset).GetProperty("expected").Numbers(name);

    public static double[][] Columns(string dataset, bool scaled)
    {
        (double[][] columns, _) = Reference.Read(dataset);
        if (!scaled) return columns;
        return Array.ConvertAll(columns, column =>
        {
            Moments moments = Moments.Of(column);
            return Array.ConvertAll(column, value => (value - moments.Mean) / Math.Sqrt(moments.PopulationVariance));
        });
    }

    public static Dataset Data(string dataset, bool scaled = false) => Reference.ToDataset(Columns(dataset, scaled));

    /// <summary>The scores that the training rows have while training.</summary>
    public static double[] TrainingScores(Dataset data, DetectionMethod method, ulong seed = 0) =>
        new OutlierDetector(Options(method)).FitTransform(data, new() { Seed = seed }).TrainingOutput!["outlier_score"].ToNumbers().ToArray();

    public static FittedOutlierDetector Fit(Dataset data, DetectionMethod method) => new OutlierDetector(Options(method)).Fit(data);

    public static void Close(double[] expected, double[] actual, double relative, double absolute = 0, int mayDiffer = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        int[] wrong = [.. Enumerable.Range(0, expected.Length).Where(i => !(Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i]))))];
        Assert.True(wrong.Length <= mayDiffer, $"{wrong.Length} numbers differ; the first is {(wrong.Length > 0 ? $"{actual[wrong[0]]:R} at {wrong[0]}, expected {expected[wrong[0]]:R}" : "")}");
    }

    private static OutlierDetectorOptions Options(DetectionMethod method) => new() { Method = method, Scaling = DetectionScaling.None };
}

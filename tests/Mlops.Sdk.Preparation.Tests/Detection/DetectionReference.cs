using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>Reference scores, and the data they were made of.</summary>
internal static class DetectionReference
{
    private static readonly JsonElement[] s_cases = Reference.Cases("detection");

    public static TheoryData<string, string> Select(Func<string, string, bool> chosen) =>
        new(s_cases.Select(one => (Id: one.GetProperty("id").GetString()!, Dataset: one.GetProperty("dataset").GetString()!)).Where(one => chosen(one.Id, one.Dataset)));

    public static JsonElement Case(string id, string dataset) => s_cases.Single(one => one.GetProperty("id").GetString() == id && one.GetProperty("dataset").GetString() == dataset);

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

    public static ReadOnlyMemory<double>[] Memory(double[][] columns) => Array.ConvertAll(columns, column => (ReadOnlyMemory<double>)column);

    public static Dataset Data(string dataset, bool scaled = false) => Reference.ToDataset(Columns(dataset, scaled));

    /// <summary>The scores that the training rows have while training.</summary>
    public static double[] TrainingScores(Dataset data, DetectionMethod method, ulong seed = 0) => FitTransform(data, method, OutlierThreshold.Mad(), seed).Scores;

    public static (FittedOutlierDetector Fitted, double[] Scores) FitTransform(Dataset data, DetectionMethod method, OutlierThreshold threshold, ulong seed = 0)
    {
        StepFit fit = new OutlierDetector(new() { Method = method, Scaling = DetectionScaling.None, Threshold = threshold }).FitTransform(data, new() { Seed = seed });
        return ((FittedOutlierDetector)fit.Fitted, fit.TrainingOutput!["outlier_score"].ToNumbers().ToArray());
    }

    public static FittedOutlierDetector Fit(Dataset data, DetectionMethod method) => new OutlierDetector(new() { Method = method, Scaling = DetectionScaling.None }).Fit(data);

    /// <summary>Holds numbers to the tolerance of a case: absolute and relative, as the case says.</summary>
    public static void Close(JsonElement one, double[] expected, double[] actual, Func<int, bool>? where = null)
    {
        JsonElement tolerance = one.GetProperty("tolerance");
        double relative = tolerance.GetProperty("rel").GetDouble(), absolute = tolerance.TryGetProperty("abs", out JsonElement given) ? given.GetDouble() : 0;
        Close(expected, actual, relative, absolute, where);
    }

    public static void Close(double[] expected, double[] actual, double relative, double absolute = 0, Func<int, bool>? where = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (where is not null && !where(i)) continue;

            // The reference numbers are stored with twelve digits.
            double allowed = absolute + ((relative + 1e-11) * Math.Abs(expected[i]));
            Assert.True(Math.Abs(actual[i] - expected[i]) <= allowed, $"number {i} is {actual[i]:R}, expected {expected[i]:R}");
        }
    }
}

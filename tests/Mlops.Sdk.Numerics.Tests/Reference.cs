using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests;

internal static class Reference
{
    public static JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(At(name)));
        return document.RootElement.Clone();
    }

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>Columns of a file with a header line; an empty cell is NaN.</summary>
    public static double[][] Columns(string name)
    {
        double[][] rows = [.. File.ReadLines(At(name)).Skip(1).Select(line => line.Split(',').Select(Parse).ToArray())];
        return [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(r => r[c]).ToArray())];
    }

    public static void Close(double expected, double actual, double relative = 1e-9, double absolute = 1e-12)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual))
            return;
        Assert.True(Math.Abs(expected - actual) <= absolute + relative * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");
    }

    private static double Parse(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static string At(string name) => Path.Combine(AppContext.BaseDirectory, "ReferenceData", name);
}

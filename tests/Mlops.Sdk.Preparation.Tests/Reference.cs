using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk.Preparation.Tests;

/// <summary>Reference numbers and the data they were made of.</summary>
internal static class Reference
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "ReferenceData");

    /// <summary>The cases of a file; its README says who made them.</summary>
    public static JsonElement[] Cases(string file) => [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, file + ".json"))).RootElement.GetProperty("cases").EnumerateArray()];

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(item => item.GetDouble())];

    public static int[] Integers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(item => item.GetInt32())];

    /// <summary>Feature columns <c>0</c>, <c>1</c>..., and the target.</summary>
    public static (double[][] Columns, double[] Target) Read(string name)
    {
        double[][] rows = [.. File.ReadLines(Path.Combine(s_folder, name + ".csv")).Skip(1).Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
        double[][] columns = [.. Enumerable.Range(0, rows[0].Length).Select(column => Array.ConvertAll(rows, row => row[column]))];
        return (columns[..^1], columns[^1]);
    }

    public static Dataset ToDataset(double[][] columns) => new(columns.Select((values, i) => new NumberColumn(i.ToString(CultureInfo.InvariantCulture), values)));
}

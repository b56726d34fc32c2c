using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>The data and the answers of imbalanced-learn; see the README beside them.</summary>
internal static class ResamplingReference
{
    public static JsonElement[] Cases { get; } = Reference.Cases("rebalance");

    public static IEnumerable<JsonElement> Of(string id) => Cases.Where(one => one.GetProperty("id").GetString() == id);

    public static JsonElement Of(string id, string dataset) => Of(id).Single(one => one.GetProperty("dataset").GetString() == dataset);

    public static TheoryData<string, string> Select(Func<JsonElement, bool> chosen) => new(Cases.Where(chosen).Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("dataset").GetString()!)));

    public static bool Has(this JsonElement one, string name) => one.TryGetProperty(name, out _);

    /// <summary>Features by their place, a category <c>target</c> as label, and the row number in the ignored column <c>row</c>.</summary>
    public static Dataset Load(string name)
    {
        bool binary = name.Contains("_bin", StringComparison.Ordinal), rare = name.Contains("_imb", StringComparison.Ordinal);
        (double[][] columns, double[] target) = Reference.Read(name.Replace("_bin", "", StringComparison.Ordinal).Replace("_imb", "", StringComparison.Ordinal).Replace("_z", "", StringComparison.Ordinal));
        if (binary)
        {
            double cut = Quantiles.Of(target, 0.8);
            target = Array.ConvertAll(target, value => value > cut ? 1.0 : 0.0);
        }

        if (name.EndsWith("_z", StringComparison.Ordinal))
        {
            foreach (double[] column in columns)
            {
                Moments moments = Moments.Of(column);
                for (int row = 0; row < column.Length; row++) column[row] = (column[row] - moments.Mean) / Math.Sqrt(moments.PopulationVariance);
            }
        }

        Dataset data = Labelled(columns, target);
        if (!rare) return data;
        int[] kept = [.. Enumerable.Range(0, target.Length).Where(row => target[row] == 1).Concat(Enumerable.Range(0, target.Length).Where(row => target[row] == 0).Take(40)).Order()];
        return Numbered(data.Take(kept));
    }

    /// <summary>Iris of 50, 40 and 20 rows.</summary>
    public static Dataset RareIris() => Numbered(Load("iris").Take([.. Enumerable.Range(0, 90), .. Enumerable.Range(100, 20)]));

    private static Dataset Labelled(double[][] columns, double[] target) => Numbered(Reference.ToDataset(columns)
        .With(CategoryColumn.FromValues("target", target.Select(value => value.ToString(CultureInfo.InvariantCulture))), ColumnRole.Label));

    private static Dataset Numbered(Dataset data) => data.With(new IntegerColumn("row", Enumerable.Range(0, data.RowCount).Select(row => (long)row).ToArray()), ColumnRole.Ignored);
}

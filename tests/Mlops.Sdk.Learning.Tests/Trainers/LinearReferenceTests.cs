using System.Text.Json;

namespace Mlops.Sdk.Learning.Tests;

/// <summary>Weights, errors and p-values of statsmodels, and penalised weights of scikit-learn.</summary>
public sealed class LinearReferenceTests
{
    private static readonly JsonElement s_root = JsonDocument.Parse(File.ReadAllBytes(PathOf("linear.json"))).RootElement;

    [Theory]
    [InlineData("ols", "number", false)]
    [InlineData("wls", "number", true)]
    [InlineData("logit", "binary", false)]
    [InlineData("logit_weights", "binary", true)]
    [InlineData("multinomial", "multi", false)]
    public void Fit_WithoutPenalty_EqualsStatsmodels(string name, string label, bool weighted)
    {
        var model = (AdditivePredictor)new LinearModelTrainer(new() { L2Regularization = 0, Tolerance = 1e-12 }).Fit(Table(label, weighted));
        JsonElement expected = s_root.GetProperty("cases").GetProperty(name);
        Assert.Empty(model.Origin.Findings);
        Near(Numbers(expected, "weights"), model.Coefficients.Select(one => one.Weight), 1e-6);
        Near(Numbers(expected, "errors"), model.Coefficients.Select(one => one.StandardError!.Value), 1e-6);
        Near(Numbers(expected, "statistics"), model.Coefficients.Select(one => one.Statistic!.Value), 1e-6);
        Near(Numbers(expected, "low"), model.Coefficients.Select(one => one.Low!.Value), 1e-6);
        Near(Numbers(expected, "high"), model.Coefficients.Select(one => one.High!.Value), 1e-6);
        Assert.All(Numbers(expected, "p_values").Zip(model.Coefficients), pair => Assert.Equal(pair.First, pair.Second.PValue!.Value, 1e-7));
        Assert.Equal(["(intercept)", "x1", "x2", "x3", "level", "level", "level"], model.Coefficients.Take(7).Select(one => one.Feature));
        Assert.Equal(["b", "c", "d"], model.Coefficients.Skip(4).Take(3).Select(one => one.Level));
    }

    [Theory]
    [InlineData("ridge", 5.0, 0, 1)]
    [InlineData("lasso", 0, 0.05, 442)]
    [InlineData("elastic_net", 0.06, 0.04, 442)]
    public void Fit_NumbersWithPenalty_EqualsScikitLearn(string name, double l2, double l1, double rows)
    {
        var model = (AdditivePredictor)new LinearModelTrainer(new() { L2Regularization = l2 * rows, L1Regularization = l1 * rows, Tolerance = 1e-12 }).Fit(Diabetes(null));
        double deviation = Deviation(Diabetes(null)["target"].ToNumbers().Span);
        double[] expected = Numbers(s_root.GetProperty("diabetes"), name);
        Near(expected, model.Coefficients.Skip(1).Select(one => one.Standardized / deviation), 1e-6);
        Assert.Equal(expected.Count(weight => weight == 0), model.Coefficients.Skip(1).Count(one => one.Weight == 0));
        Assert.All(model.Coefficients, one => Assert.Null(one.StandardError));
    }

    [Theory]
    [InlineData("logistic_ridge", "half", 2.0, 0, 1e-6)]
    [InlineData("logistic_lasso", "half", 0, 20.0, 1e-5)]
    [InlineData("multinomial_ridge", "tertile", 2.0, 0, 1e-6)]
    public void Fit_ClassesWithPenalty_EqualsScikitLearn(string name, string label, double l2, double l1, double tolerance)
    {
        var model = (AdditivePredictor)new LinearModelTrainer(new() { L2Regularization = l2, L1Regularization = l1, Tolerance = 1e-12 }).Fit(Diabetes(label));
        IEnumerable<double> expected = s_root.GetProperty("diabetes").GetProperty(name)[1].EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(one => one.GetDouble());
        Near(expected, model.Coefficients.Where(one => one.Feature != "(intercept)").Select(one => one.Standardized), tolerance);
    }

    private static Dataset Table(string label, bool weighted)
    {
        JsonElement table = s_root.GetProperty("table");
        string[] levels = ["a", "b", "c", "d"];
        Column target = label == "number"
            ? new NumberColumn(label, Numbers(table, label))
            : new CategoryColumn(label, Array.ConvertAll(Numbers(table, label), value => (int)value), new CategoryLevels([.. Enumerable.Range(0, label == "multi" ? 3 : 2).Select(code => $"{code}")]));
        Dataset data = new Dataset(
            new NumberColumn("x1", Numbers(table, "x1")), new NumberColumn("x2", Numbers(table, "x2")), new NumberColumn("x3", Numbers(table, "x3")),
            new CategoryColumn("level", Array.ConvertAll(Numbers(table, "level"), value => (int)value), new CategoryLevels([.. levels])), target).WithRole(label, ColumnRole.Label);
        return weighted ? data.With(new NumberColumn("weight", Numbers(table, "weight")), ColumnRole.Weight) : data;
    }

    private static Dataset Diabetes(string? classes)
    {
        Dataset data = Dataset.FromCsv(PathOf("diabetes.csv"), new() { Label = "target" });
        if (classes is null) return data;
        int[] codes = Array.ConvertAll(Numbers(s_root.GetProperty("diabetes"), classes), value => (int)value);
        return data.With(new CategoryColumn("target", codes, new CategoryLevels([.. Enumerable.Range(0, codes.Max() + 1).Select(code => $"{code}")])), ColumnRole.Label);
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        double mean = 0, square = 0;
        foreach (double value in values) mean += value / values.Length;
        foreach (double value in values) square += (value - mean) * (value - mean) / values.Length;
        return Math.Sqrt(square);
    }

    private static void Near(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double[] wanted = [.. expected], got = [.. actual];
        Assert.Equal(wanted.Length, got.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - got[i]) <= tolerance * Math.Max(1e-2, Math.Abs(wanted[i])), $"number {i} is {got[i]:R}, the reference {wanted[i]:R}");
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "ReferenceData", name);
}

using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Outliers;

/// <summary>Every case of <c>fences.json</c>, within its tolerance.</summary>
public sealed class FenceReferenceTests
{
    private static readonly JsonElement[] s_cases = Reference.Cases("fences");

    public static TheoryData<string, string> Cases => new(s_cases.Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("dataset").GetString()!)));

    [Fact]
    public void Cases_OfTheFile_AreAllThere() => Assert.Equal(34, Cases.Distinct().Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_OfThePeer_IsMetWithinItsTolerance(string id, string dataset)
    {
        JsonElement one = s_cases.Single(other => other.GetProperty("id").GetString() == id && other.GetProperty("dataset").GetString() == dataset), expected = one.GetProperty("expected");
        if (dataset == "inline")
        {
            double[] x = one.Numbers("x");
            if (id == "grubbs") TestsAsGrubbs(one, x);
            else TestsAsGeneralizedEsd(one, x);
            return;
        }

        double[][] columns = Reference.Read(dataset).Columns;
        switch (id)
        {
            case "iqr_bounds_k1.5": HasBounds(one, columns, OutlierMethod.Iqr(1.5)); break;
            case "iqr_bounds_k3.0": HasBounds(one, columns, OutlierMethod.Iqr(3)); break;
            case "winsor_quantile_0.01": HasBounds(one, columns, OutlierMethod.Percentile(0.01, 0.99)); break;
            case "winsor_quantile_0.05": HasBounds(one, columns, OutlierMethod.Percentile(0.05, 0.95)); break;
            case "modified_z": HasModifiedZScores(one, columns); break;
            case "zscore_bounds_ddof0":
                Close(one, expected.Numbers("mean"), [.. columns.Select(values => Moments.Of(values).Mean)]);
                Close(one, expected.Numbers("std"), [.. columns.Select(values => Math.Sqrt(Moments.Of(values).PopulationVariance))]);
                HasBounds(one, columns, OutlierMethod.ZScore());
                break;
            case "mstats_winsorize_5pct":
                double[][] capped = Capped(columns, OutlierMethod.Winsor(0.05));
                Close(one, expected.Numbers("col_means"), [.. capped.Select(values => Descriptive.Mean(values))]);
                Close(one, expected.Numbers("col_min"), [.. capped.Select(values => Descriptive.Range(values).Min)]);
                break;
            case "adjusted_boxplot_first4cols":
                Close(one, expected.Numbers("medcouple"), [.. columns[..4].Select(values => Medcouple.OfInPlace([.. values]))]);
                HasBounds(one, columns[..4], OutlierMethod.AdjustedBoxplot());
                break;
            default: Assert.Fail($"There is no method for '{id}'."); break;
        }
    }

    private static void HasBounds(JsonElement one, double[][] columns, OutlierMethod method)
    {
        JsonElement expected = one.GetProperty("expected");
        FencedColumn[] fences = Learn(columns, method);

        // A column without spread has no fence here; the peer's ends meet.
        double[] low = expected.Numbers("lower"), high = expected.Numbers("upper");
        Close(one, low, [.. fences.Select((column, i) => column.Low ?? high[i])]);
        Close(one, high, [.. fences.Select((column, i) => column.High ?? low[i])]);
        if (expected.TryGetProperty("n_out", out _)) Assert.Equal(expected.Integers("n_out"), fences.Select(column => column.Below + column.Above));
        if (expected.TryGetProperty("col_means_after", out _)) Close(one, expected.Numbers("col_means_after"), [.. Capped(columns, method).Select(values => Descriptive.Mean(values))]);
    }

    private static void HasModifiedZScores(JsonElement one, double[][] columns)
    {
        JsonElement expected = one.GetProperty("expected");
        FencedColumn[] fences = Learn(columns, OutlierMethod.Mad());
        double[] mad = expected.Numbers("mad_raw"), median = expected.Numbers("median");
        int[] outside = expected.Integers("n_out");
        Close(one, median, [.. columns.Select(values => Quantiles.Median(values))]);
        Close(one, mad, [.. columns.Select(values => Quantiles.MedianAbsoluteDeviation(values, 1))]);
        Close(one, expected.Numbers("mad_normal"), [.. columns.Select(values => Quantiles.MedianAbsoluteDeviation(values, Quantiles.NormalConsistency))]);
        for (int i = 0; i < fences.Length; i++)
        {
            // Without spread every other value would be infinitely far out; such a column has no fence here.
            Assert.Equal(mad[i] == 0, fences[i].Low is null);
            if (mad[i] == 0) continue;
            Assert.Equal(outside[i], fences[i].Below + fences[i].Above);
            double unit = (fences[i].High!.Value - fences[i].Low!.Value) / 7;
            Close(one, [expected.GetProperty("score_row0")[i].GetDouble(), median[i] + (3.5 * mad[i] / 0.6745)], [Math.Abs(columns[i][0] - median[i]) / unit, fences[i].High!.Value]);
        }
    }

    private static void TestsAsGeneralizedEsd(JsonElement one, double[] x)
    {
        JsonElement expected = one.GetProperty("expected");
        DeviateResult result = ExtremeDeviates.Test(x, 10, 0.05);
        Close(one, expected.Numbers("R"), [.. result.Deviates]);
        Close(one, expected.Numbers("lam"), [.. result.Limits]);
        Assert.Equal(expected.GetProperty("n_outliers").GetInt32(), result.Outliers);
        FencedColumn several = Learn([x], OutlierMethod.Esd())[0];
        Assert.Equal((0, result.Outliers), (several.Below, several.Above));
    }

    private static void TestsAsGrubbs(JsonElement one, double[] x)
    {
        JsonElement expected = one.GetProperty("expected");
        FencedColumn fence = Learn([x], OutlierMethod.Grubbs())[0];
        (double mean, double deviation) = (Descriptive.Mean(x), Descriptive.StandardDeviation(x));
        Close(one, [expected.GetProperty("G").GetDouble(), expected.GetProperty("Gcrit").GetDouble()], [x.Max(value => Math.Abs(value - mean)) / deviation, (fence.High!.Value - mean) / deviation]);
        Assert.Equal(expected.GetProperty("outlier").GetBoolean(), fence.Below + fence.Above > 0);
    }

    private static FencedColumn[] Learn(double[][] columns, OutlierMethod method) => new OutlierHandler(new() { Method = method }).Fit(Reference.ToDataset(columns)).State.Columns;

    private static double[][] Capped(double[][] columns, OutlierMethod method)
    {
        Dataset data = Reference.ToDataset(columns);
        return [.. new OutlierHandler(new() { Method = method }).Fit(data).Transform(data).Columns.Select(column => column.ToNumbers().ToArray())];
    }

    private static void Close(JsonElement one, double[] expected, double[] actual)
    {
        JsonElement tolerance = one.GetProperty("tolerance");
        double relative = tolerance.GetProperty("rel").GetDouble(), absolute = tolerance.TryGetProperty("abs", out JsonElement given) ? given.GetDouble() : 0;
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, absolute + (relative * Math.Abs(pair.First))));
    }
}

using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests;

/// <summary>Numbers of SciPy, pandas and scikit-learn, and of a slow phi_k after the paper; their origin stands in the file.</summary>
public sealed class AssociationReferenceTests
{
    private static readonly JsonElement s_reference = Reference.Json("associations.json");

    [Fact]
    public void NumberPairs_WithTiesAndMissing_MatchSciPy()
    {
        foreach (JsonElement pair in s_reference.GetProperty("number_pairs").EnumerateArray())
        {
            double[] x = Numbers(pair, "a"), y = Numbers(pair, "b");
            Reference.Close(pair.Number("pearson"), Correlation.Pearson(x, y));
            Reference.Close(pair.Number("spearman"), Correlation.Spearman(x, y));
            Reference.Close(pair.Number("kendall"), Correlation.Kendall(x, y));
            Reference.Close(pair.Number("kendall"), Correlation.Kendall(y, x));
            Reference.Close(pair.Number("phi_k"), PhiK.OfCodes(IntervalBins.EqualWidth(x), IntervalBins.EqualWidth(y)), 0, 1e-7);
        }
    }

    [Fact]
    public void CategoryPairs_MatchSciPyAndScikitLearn()
    {
        foreach (JsonElement pair in s_reference.GetProperty("category_pairs").EnumerateArray())
        {
            var table = ContingencyTable.Of(Codes(pair, "a"), Codes(pair, "b"));
            Reference.Close(pair.Number("cramers_v"), table.CramersV(biasCorrected: false));
            Reference.Close(pair.Number("cramers_v_corrected"), table.CramersV());
            Reference.Close(pair.Number("theils_u_rows"), table.TheilsU());
            Reference.Close(pair.Number("theils_u_columns"), table.TheilsU(ofColumns: true));
            Reference.Close(pair.Number("normalized_information"), table.NormalizedInformation());
            Reference.Close(pair.Number("phi_k"), PhiK.OfTable(table), 0, 1e-7);
        }
    }

    [Fact]
    public void MixedPairs_MatchPandas()
    {
        foreach (JsonElement pair in s_reference.GetProperty("mixed_pairs").EnumerateArray())
        {
            int[] codes = Codes(pair, "a");
            double[] values = Numbers(pair, "b");
            Reference.Close(pair.Number("eta"), GroupTests.CorrelationRatio(codes, values));
            Reference.Close(pair.Number("phi_k"), PhiK.OfCodes(codes, IntervalBins.EqualWidth(values)), 0, 1e-7);
        }
    }

    [Fact]
    public void PhiK_OfTheCurve_IsTheCorrelationThatMadeIt()
    {
        foreach (JsonElement point in s_reference.GetProperty("phi_k_curve").EnumerateArray())
        {
            double rho = BinnedNormal.Of(point.GetProperty("rows").GetInt32(), point.GetProperty("columns").GetInt32()).CorrelationAt(point.Number("value"));
            Assert.True(Math.Abs(rho - point.Number("rho")) < 1e-7, $"{point}: {rho}");
        }
    }

    [Fact]
    public void PhiK_NoPairsConstantAndDetermined_AreDefined()
    {
        Assert.True(double.IsNaN(PhiK.OfCodes([], [])));
        Assert.True(double.IsNaN(PhiK.OfCodes([0, 0, 0], [0, 1, 2])));
        Assert.True(double.IsNaN(PhiK.OfCodes([.. Enumerable.Range(0, 101)], [.. Enumerable.Range(0, 101)])));
        int[] codes = [.. Enumerable.Range(0, 400).Select(i => i % 4)];
        Assert.Equal(1, PhiK.OfCodes(codes, codes));
        Assert.Equal(0, PhiK.OfCodes(codes, [.. Enumerable.Range(0, 400).Select(i => i / 4 % 5)]));
    }

    [Fact]
    public void EqualWidth_InfinitiesConstantAndHugeRange_AreDefined()
    {
        Assert.Equal([-1, 0, -1, 9, -1], IntervalBins.EqualWidth([double.NaN, 1, double.PositiveInfinity, 2, double.NegativeInfinity]));
        Assert.Single(IntervalBins.EqualWidth([3, 3, 3]).Distinct());
        Assert.Equal([0, 9], IntervalBins.EqualWidth([-double.MaxValue, double.MaxValue]));
        Assert.Equal([-1], IntervalBins.EqualWidth([double.NaN]));
        Assert.Equal([.. Enumerable.Range(0, 10)], IntervalBins.EqualWidth([.. Enumerable.Range(0, 11).Select(i => i + 1.0)]).Distinct());
    }

    private static double[] Numbers(JsonElement pair, string side) =>
        [.. s_reference.GetProperty("numbers").GetProperty(pair.GetProperty(side).GetString()!).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? double.NaN : e.GetDouble())];

    private static int[] Codes(JsonElement pair, string side) => [.. s_reference.GetProperty("categories").GetProperty(pair.GetProperty(side).GetString()!).EnumerateArray().Select(e => e.GetInt32())];
}

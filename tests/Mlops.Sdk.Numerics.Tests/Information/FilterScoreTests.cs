using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class FilterScoreTests
{
    [Fact]
    public void Scores_WineAndIris_MatchScikitLearn()
    {
        foreach (JsonElement scores in Reference.Json("filters.json").GetProperty("cases").EnumerateArray())
        {
            double[][] columns = Reference.Columns(scores.GetProperty("dataset").GetString() + ".csv");
            int[] target = [.. columns[^1].Select(v => (int)v)];
            JsonElement expected = scores.GetProperty("expected");
            for (int c = 0; c < columns.Length - 1; c++)
            {
                double[] x = columns[c];
                switch (scores.GetProperty("id").GetString())
                {
                    case "f_classif":
                        TestResult f = GroupTests.AnovaF(target, x);
                        Reference.Close(expected.GetProperty("F")[c].GetDouble(), f.Statistic, 1e-8);
                        Reference.Close(Math.Log(expected.GetProperty("p")[c].GetDouble()), Math.Log(f.PValue), 1e-6);
                        break;
                    case "chi2":
                        TestResult chi2 = GroupTests.ChiSquareScore(target, x);
                        Reference.Close(expected.GetProperty("chi2")[c].GetDouble(), chi2.Statistic);
                        Reference.Close(expected.GetProperty("p")[c].GetDouble(), chi2.PValue, 1e-8, 0);
                        break;
                    case "mutual_info_discrete":
                        Reference.Close(expected.GetProperty("mi")[c].GetDouble(), MutualInformation.OfCodes(EqualWidth(x, 5), target));
                        break;
                    case "mutual_info_classif_k3":
                        Assert.Equal(expected.GetProperty("mi_mean")[c].GetDouble(), MutualInformation.NearestNeighbor(x, target), scores.GetProperty("tolerance").Number("abs"));
                        break;
                    default:
                        Assert.Fail($"no check for {scores}");
                        break;
                }
            }
        }
    }

    [Fact]
    public void Scores_ContinuousData_MatchScikitLearn()
    {
        JsonElement data = Reference.Json("reference.json").GetProperty("information");
        int[] codes = [.. data.GetProperty("codes").EnumerateArray().Select(e => e.GetInt32())], other = [.. data.GetProperty("other").EnumerateArray().Select(e => e.GetInt32())];
        double[] x = data.GetProperty("x").Numbers(), y = data.GetProperty("y").Numbers();
        Reference.Close(data.Number("mi_3"), MutualInformation.NearestNeighbor(x, codes), 1e-6);
        Reference.Close(data.Number("mi_10"), MutualInformation.NearestNeighbor(x, codes, 10), 1e-6);
        Reference.Close(data.Number("mi_codes"), MutualInformation.OfCodes(codes, other));
        Reference.Close(data.Number("entropy"), Entropy.OfCounts(ContingencyTable.Of(codes, codes).RowTotals));
        Reference.Close(data.Number("cramers_v"), ContingencyTable.Of(codes, other).CramersV(biasCorrected: false));
        Reference.Close(data.Number("cramers_v_corrected"), ContingencyTable.Of(codes, other).CramersV());
        Reference.Close(data.Number("eta"), GroupTests.CorrelationRatio(codes, x));
        TestResult f = GroupTests.RegressionF(x, y);
        Reference.Close(data.Number("f_regression"), f.Statistic);
        Reference.Close(data.Number("f_regression_p"), f.PValue);
    }

    [Fact]
    public void Scores_DegenerateColumns_AreDefined()
    {
        int[] codes = [0, 0, 1, 1, -1];
        double[] constant = [0.1, 0.1, 0.1, 0.1, 0.1], split = [0, 0, 1, 1, 7];
        Assert.True(double.IsNaN(GroupTests.AnovaF(codes, constant).Statistic) && double.IsNaN(GroupTests.CorrelationRatio(codes, constant)));
        Assert.Equal(new TestResult(double.PositiveInfinity, 0), GroupTests.AnovaF(codes, split));
        Assert.Equal(1, GroupTests.CorrelationRatio(codes, split));
        Assert.Equal(Math.Log(2), MutualInformation.OfCodes(codes, [5, 5, 2, 2, 2]), 1e-15);
        Assert.Equal(Math.Log(2), MutualInformation.Binned(split, codes), 1e-15);
        Assert.Equal(0, MutualInformation.NearestNeighbor(constant, codes), 1e-12);
        Assert.Equal(0, MutualInformation.NearestNeighbor([], []));
        Assert.Equal(0, MutualInformation.OfCodes([], []));
        Assert.True(double.IsNaN(ContingencyTable.Of(codes, [1, 1, 1, 1, 1]).CramersV()));
        Assert.Equal(1, ContingencyTable.Of([0, 0, 1, 1, 0, 1], [1, 1, 0, 0, 1, 0]).CramersV(biasCorrected: false), 1e-12);
        Assert.Throws<ArgumentException>(() => ContingencyTable.Of([0], [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupTests.ChiSquareScore([0, 1], [1, -1]));
    }

    [Fact]
    public void MillerMadow_IndependentCodes_TakesTheBiasAway()
    {
        double plain = 0, corrected = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var stream = new RandomStream(seed);
            int[] x = [.. Enumerable.Range(0, 100).Select(_ => stream.NextInt32(5))], y = [.. Enumerable.Range(0, 100).Select(_ => stream.NextInt32(5))];
            plain += MutualInformation.OfCodes(x, y) / 200;
            corrected += MutualInformation.OfCodes(x, y, millerMadow: true) / 200;
        }

        Assert.InRange(plain, 0.06, 0.1);   // (5 - 1)(5 - 1) / 2n = 0.08
        Assert.InRange(corrected, 0, 0.02);
    }

    [Fact]
    public void ContingencyTable_ManyCodes_EqualsTheDenseOne()
    {
        var stream = new RandomStream(6);
        int[] x = [.. Enumerable.Range(0, 500).Select(_ => stream.NextInt32(9))], y = [.. x.Select(v => stream.NextInt32(2) + v / 3)];
        ContingencyTable dense = ContingencyTable.Of(x, y), sparse = ContingencyTable.Of([.. x.Select(v => v * 90_000)], [.. y.Select(v => v * 70_000)]);
        Assert.Equal(dense.ChiSquare(), sparse.ChiSquare());
        Assert.Equal(MutualInformation.OfTable(dense), MutualInformation.OfTable(sparse));
    }

    private static int[] EqualWidth(double[] values, int bins)
    {
        Histogram histogram = Histogram.Of(values, bins);
        return [.. values.Select(v => Enumerable.Range(1, bins - 1).Count(i => v >= histogram.Edges[i]))];
    }
}

using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests.Comparison;

public sealed class DeLongTests
{
    private static readonly JsonElement Root = Reference.Json("comparison.json");

    public static TheoryData<string> Cases => [.. Root.GetProperty("delong").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compare_ReferenceCase_EqualsTheDefinitionOverAllPairs(string name)
    {
        JsonElement one = Root.GetProperty("delong").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        bool[] positive = [.. one.GetProperty("positive").Numbers().Select(value => value == 1)];
        double[] first = one.GetProperty("first").Numbers(), second = one.GetProperty("second").Numbers();
        AucDifference test = DeLong.Compare(first, second, positive);
        Reference.Close(one.Number("first_auc"), test.First);
        Reference.Close(one.Number("second_auc"), test.Second);
        Reference.Close(one.Number("error"), test.StandardError, 1e-9, 1e-10);
        Reference.Close(one.Number("statistic"), test.Statistic, 1e-8);
        Reference.Close(one.Number("p_value"), test.PValue, 1e-7);
        Reference.Close(one.Number("first_error"), DeLong.Of(first, positive).StandardError);
        Reference.Close(one.Number("second_error"), DeLong.Of(second, positive).StandardError);
    }

    [Fact]
    public void Compare_EdgeCases_AreDefined()
    {
        bool[] positive = [true, true, false, false];
        Assert.Equal(new AucDifference(1, 1, 0, 0, 1), DeLong.Compare([3, 4, 1, 2], [30, 40, 10, 20], positive));
        Assert.Equal(0, DeLong.Compare([3, 4, 1, 2], [1, 2, 3, 4], positive).PValue);
        Assert.True(double.IsNaN(DeLong.Of([1, 2, 3], [true, true, true]).Auc));
        AucEstimate oneEach = DeLong.Of([2, 1], [true, false]);
        Assert.True(oneEach.Auc == 1 && double.IsNaN(oneEach.StandardError) && double.IsNaN(oneEach.Interval().Lower));
        Assert.Equal((1, 1), DeLong.Of([3, 4, 1, 2], positive).Interval());
        Assert.Throws<ArgumentException>(() => DeLong.Of([1, 2, 3], positive));
    }

    [Fact]
    public void Of_RowsInAnyOrder_SameAreaAndError()
    {
        var random = new RandomStream(3);
        double[] scores = [.. Enumerable.Range(0, 300).Select(_ => Math.Round(random.NextGaussian(), 1))];
        bool[] positive = [.. scores.Select(score => score + random.NextGaussian() > 0)];
        int[] order = random.Permutation(300);
        AucEstimate one = DeLong.Of(scores, positive), other = DeLong.Of(Array.ConvertAll(order, row => scores[row]), Array.ConvertAll(order, row => positive[row]));
        Reference.Close(one.Auc, other.Auc, 1e-14);
        Reference.Close(one.StandardError, other.StandardError, 1e-12);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void Interval_SimulatedScores_HoldsTheAreaAsOftenAsItSays(double gain)
    {
        // Normal scores: the true area is the normal distribution at gain / sqrt(2).
        double truth = Normal.Cumulative(gain / Math.Sqrt(2));
        const int Rounds = 600;
        int held = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var random = new RandomStream((ulong)round);
            bool[] positive = [.. Enumerable.Range(0, 150).Select(row => row % 3 == 0)];
            (double lower, double upper) = DeLong.Of([.. positive.Select(yes => random.NextGaussian() + (yes ? gain : 0))], positive).Interval();
            if (lower <= truth && truth <= upper) held++;
        }

        Assert.InRange(held / (double)Rounds, 0.925, 0.975);
    }

    [Fact]
    public void Compare_SimulatedEqualModels_FalseAlarmsAtTheLevel()
    {
        const int Rounds = 1000;
        int alarms = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var random = new RandomStream((ulong)round);
            double[] first = new double[200], second = new double[200];
            var positive = new bool[200];
            for (int row = 0; row < 200; row++)
            {
                positive[row] = row % 4 == 0;
                double shared = (positive[row] ? 1 : 0) + random.NextGaussian();
                first[row] = shared + 0.7 * random.NextGaussian();
                second[row] = shared + 0.7 * random.NextGaussian();
            }

            if (DeLong.Compare(first, second, positive).PValue < 0.05) alarms++;
        }

        Assert.InRange(alarms / (double)Rounds, 0.03, 0.07);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(40, 10)]
    [InlineData(1000, 100_000)]
    public void PerfectAuc_Bound_IsWhereItsOwnErrorReachesOne(int positives, int negatives)
    {
        double bound = PerfectAuc.LowerBound(positives, negatives, 0.9), size = (positives + negatives) / 2.0;
        // Hanley and McNeil's Q1 and Q2, with the mean size in the place of both.
        double q1 = bound / (2 - bound), q2 = 2 * bound * bound / (1 + bound);
        double error = Math.Sqrt((bound * (1 - bound) + (size - 1) * (q1 - bound * bound) + (size - 1) * (q2 - bound * bound)) / ((double)positives * negatives));
        Assert.Equal(1, bound + 1.6448536269514722 * error, 1e-9);
        Assert.True(bound < PerfectAuc.LowerBound(2 * positives, 2 * negatives, 0.9) && bound > PerfectAuc.LowerBound(positives, negatives, 0.99));
    }
}

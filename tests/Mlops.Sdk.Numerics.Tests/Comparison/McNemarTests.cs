using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests.Comparison;

public sealed class McNemarTests
{
    [Fact]
    public void Run_ReferenceTables_EqualStatsmodels()
    {
        foreach (JsonElement table in Reference.Json("comparison.json").GetProperty("mcnemar").EnumerateArray())
        {
            long first = table.GetProperty("first_only").GetInt64(), second = table.GetProperty("second_only").GetInt64();
            Assert.Equal(table.GetProperty("exact").GetBoolean(), first + second < McNemarTest.ExactBelow);
            TestResult test = McNemarTest.Run(first, second);
            Reference.Close(table.Number("statistic"), test.Statistic);
            Reference.Close(table.Number("p_value"), test.PValue);
            Assert.Equal(test, McNemarTest.Run(second, first));
        }

        Assert.Equal(new TestResult(0, 1), McNemarTest.Run(25, 25));
    }

    [Fact]
    public void Difference_SimulatedTables_IntervalHoldsAsOftenAsItSays()
    {
        const int Rounds = 1000;
        int held = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var random = new RandomStream((ulong)round);
            int first = 0, second = 0;
            for (int row = 0; row < 120; row++)
            {
                double draw = random.NextDouble();
                if (draw < 0.05) first++;
                else if (draw < 0.15) second++;
            }

            var (_, _, lower, upper) = McNemarTest.Difference(first, second, 120);
            if (lower <= 0.05 && 0.05 <= upper) held++;
        }

        Assert.InRange(held / (double)Rounds, 0.93, 0.98);
        Assert.True(McNemarTest.Difference(0, 0, 10) is { Difference: 0, Lower: < 0, Upper: > 0 });
    }
}

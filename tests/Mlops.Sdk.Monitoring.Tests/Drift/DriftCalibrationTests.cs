using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Monitoring.Tests.Drift;

public sealed class DriftCalibrationTests
{
    private const int Rows = 2000;
    private static readonly Dataset s_data = Make();

    [Theory]
    [InlineData(300, 300)]
    [InlineData(900, 60)]
    public void Compare_RandomPartsOfTheSameRows_HoldsFamilyWiseFalseAlarmRate(int referenceRows, int currentRows)
    {
        const int Repeats = 250;
        const double Rate = 0.05;
        // Materiality is switched off, so that only the tests themselves stand between chance and an alarm.
        var detector = new DriftDetector(new() { FalseAlarmRate = Rate, MinimumEffect = 0, MinimumMissingChange = 0 });
        var random = new RandomStream(7);
        int alarms = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            Dataset drawn = s_data.Take(random.SampleWithoutReplacement(Rows, referenceRows + currentRows));
            int[] order = random.Permutation(drawn.RowCount);
            if (detector.Fit(drawn.Take(order.AsSpan(0, referenceRows))).Compare(drawn.Take(order.AsSpan(referenceRows))).HasDrift) alarms++;
        }

        Assert.InRange(alarms, 0, Repeats * (Rate + 3 * Math.Sqrt(Rate * (1 - Rate) / Repeats)));
    }

    // The same through the sampled path: sources in batches, of which a third of the rows stands for the numbers and for the column with too many levels.
    [Theory]
    [InlineData(900, 900, 300, 300)]
    [InlineData(1500, 400, 500, 130)]
    public void Compare_SampledRandomPartsOfTheSameRows_HoldsFamilyWiseFalseAlarmRate(int referenceRows, int currentRows, int referenceSample, int currentSample)
    {
        const int Repeats = 250;
        const double Rate = 0.05;
        var detector = new DriftDetector(new() { FalseAlarmRate = Rate, MinimumEffect = 0, MinimumMissingChange = 0, MaxReferenceRows = referenceSample, MaxCurrentRows = currentSample, MaxCategoryLevels = 60 });
        var random = new RandomStream(11);
        int alarms = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            int[] order = random.Permutation(Rows);
            DataSource reference = s_data.Take(order.AsSpan(0, referenceRows)).AsSource(), current = s_data.Take(order.AsSpan(referenceRows, currentRows)).AsSource();
            DriftReport report = detector.Fit(reference, new() { Seed = (ulong)repeat }).Compare(current);
            Assert.Equal((referenceSample, currentSample), (report.SampledRows, report.CurrentSampledRows));
            if (report.HasDrift) alarms++;
        }

        Assert.InRange(alarms, 0, Repeats * (Rate + 3 * Math.Sqrt(Rate * (1 - Rate) / Repeats)));
    }

    [Fact]
    public void Compare_TenthOfADeviation_IsFoundInManyRowsAndHundredthIsNotMaterial()
    {
        var random = new RandomStream(3);
        double[] before = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextGaussian())];
        double[] after = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextGaussian())];
        FittedDriftDetector fitted = new DriftDetector().Fit(new Dataset(new NumberColumn("x", before)));
        Assert.True(fitted.Compare(new Dataset(new NumberColumn("x", Array.ConvertAll(after, value => value + 0.1)))).HasDrift);
        ColumnDrift small = fitted.Compare(new Dataset(new NumberColumn("x", Array.ConvertAll(after, value => value + 0.03))))["x"];
        Assert.True(small.PAdjusted < 0.05, small.Reason);
        Assert.False(small.Drifted);
        Assert.Contains("too small to matter", small.Reason, StringComparison.Ordinal);
    }

    // Smooth, tied, skewed, few-valued and long-tailed columns, with missing rows: what real tables hold.
    private static Dataset Make()
    {
        var random = new RandomStream(1);
        double[] Numbers(Func<double> next) => [.. Enumerable.Range(0, Rows).Select(_ => next())];
        string?[] Levels(int count, double power) => [.. Enumerable.Range(0, Rows).Select(_ => "l" + (int)(count * Math.Pow(random.NextDouble(), power)))];
        return new Dataset(
            new NumberColumn("gaussian", Numbers(random.NextGaussian)),
            new NumberColumn("skewed", Numbers(() => Math.Exp(random.NextGaussian()))),
            new NumberColumn("tied", Numbers(() => random.NextInt32(8) / 4.0)),
            new NumberColumn("holes", Numbers(() => random.NextDouble() < 0.1 ? double.NaN : random.NextDouble())),
            new NumberColumn("rare_holes", Numbers(() => random.NextDouble() < 0.004 ? double.NaN : random.NextDouble())),
            CategoryColumn.FromValues("three", Levels(3, 1)),
            CategoryColumn.FromValues("long_tail", Levels(120, 6)),
            CategoryColumn.FromValues("very_rare", Levels(40, 30)),
            new FlagColumn("seldom", (bool[])[.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.02)]),
            new IntegerColumn("count", (long[])[.. Enumerable.Range(0, Rows).Select(_ => (long)(6 * random.NextDouble() * random.NextDouble()))]));
    }
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Missing;

/// <summary>Where that a value is missing tells nothing, the pattern report says so as often as it promises.</summary>
public sealed class MissingAlarmTests
{
    private const int Reports = 150, Rows = 200;

    public static TheoryData<string> Labels => ["class", "rare class", "five classes", "skewed number"];

    [Theory]
    [MemberData(nameof(Labels))]
    public void ProfileMissing_MissingByChance_AlarmsNoMoreOftenThanAsked(string label)
    {
        int alarms = 0, little = 0, tests = 0, low = 0;
        for (ulong seed = 1; seed <= Reports; seed++)
        {
            var random = new RandomStream(seed);

            // Half of the columns lack a fifth of their values, half about one in thirty.
            Column[] columns = [.. Enumerable.Range(0, 8).Select(column => new NumberColumn($"x{column}", Numbers(() => random.NextDouble() < (column < 4 ? 0.2 : 0.03) ? double.NaN : random.NextGaussian())))];
            MissingPatternReport report = new Dataset([.. columns, LabelOf(label, random)]).WithRole("y", ColumnRole.Label).ProfileMissing(new() { SignificanceLevel = 0.05 });
            alarms += report.Findings.Any(finding => finding.Code == "PREP032") ? 1 : 0;
            little += report.AtRandom!.PValue < 0.05 ? 1 : 0;
            foreach (MissingLabelTest test in report.LabelTests.Where(test => !double.IsNaN(test.PValue))) (tests, low) = (tests + 1, low + (test.PValue < 0.05 ? 1 : 0));
        }

        // Of 150 reports at 5 %: 7.5 are expected, and more than 15 come once in two hundred times.
        Assert.InRange(alarms, 0, 15);
        Assert.InRange(little, 1, 15);
        Assert.InRange(low / (double)tests, 0.005, 0.065);
    }

    private static Column LabelOf(string kind, RandomStream random) => kind switch
    {
        "class" => new FlagColumn("y", Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.3).ToArray()),
        "rare class" => new FlagColumn("y", Enumerable.Range(0, Rows).Select(row => row == 0 || random.NextDouble() < 0.04).ToArray()),
        "five classes" => CategoryColumn.FromValues("y", Enumerable.Range(0, Rows).Select(_ => $"c{(int)(5 * Math.Pow(random.NextDouble(), 3))}")),
        _ => new NumberColumn("y", Numbers(() => Math.Exp(2 * random.NextGaussian()))),
    };

    private static double[] Numbers(Func<double> draw) => [.. Enumerable.Range(0, Rows).Select(_ => draw())];
}

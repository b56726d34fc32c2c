using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column of levels: how often each occurs in the reference.</summary>
internal sealed record LevelBaseline(string Name, ColumnType Type, long Rows, long Missing, SortedDictionary<string, long> Counts)
    : ColumnBaseline(Name, Type, Rows, Missing)
{
    private const int ChartLevels = 12;
    private const int NamedNewLevels = 10;

    public static LevelBaseline Learn(Column column) => new(column.Name, column.Type, column.Length, column.MissingCount, LevelCounts.Of(column)!);

    public override ColumnComparison Compare(Column current)
    {
        if (current is TimestampColumn && current.MissingCount < current.Length)
            return ColumnComparison.WrongType(this, current);
        SortedDictionary<string, long> counts = LevelCounts.Of(current)!;
        if (Counts.Count == 0)
            return ColumnComparison.NotAssessed(this, current.MissingCount, "the reference has no value of it, only missing rows");
        if (counts.Count == 0)
            return ColumnComparison.NotAssessed(this, current.MissingCount, "the current data has no value of it, only missing rows");
        string[] levels = [.. Counts.Keys.Union(counts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        long[] before = Array.ConvertAll(levels, level => Counts.GetValueOrDefault(level)), after = Array.ConvertAll(levels, level => counts.GetValueOrDefault(level));
        TestResult test = ChiSquareTest.TwoSample(before, after);
        return new(this, DriftMethod.ChiSquare, current.MissingCount, current.Length)
        {
            Test = test,
            SafePValue = Math.Max(test.PValue, SparseLevels.PValue(before, after)),
            Effect = CountDistance.PopulationStabilityIndex(before, after),
            NewLevels = [.. counts.Where(level => !Counts.ContainsKey(level.Key)).OrderByDescending(level => level.Value).Take(NamedNewLevels).Select(level => level.Key)],
            Chart = () => Bars(levels, before, after),
        };
    }

    private BarChart Bars(string[] levels, long[] before, long[] after)
    {
        int[] top = [.. Enumerable.Range(0, levels.Length).OrderByDescending(i => before[i] + after[i]).Take(ChartLevels)];
        double n = before.Sum(), m = after.Sum();
        return new BarChart(Name, top.Select(i => levels[i]), [new ChartSeries("reference", top.Select(i => before[i] / n)), new ChartSeries("current", top.Select(i => after[i] / m))])
        {
            XLabel = "share of rows",
            Format = ReportNumberFormat.Percent,
            Note = levels.Length > ChartLevels ? FormattableString.Invariant($"The {ChartLevels} most frequent of {levels.Length} levels.") : null,
        };
    }
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column of levels: how often each occurs in the reference, or in its sampled rows when there are very many levels.</summary>
internal sealed record LevelBaseline(string Name, ColumnType Type, long Rows, long Missing, SortedDictionary<string, long> Counts)
    : ColumnBaseline(Name, Type, Rows, Missing)
{
    private const int ChartLevels = 12;
    private const int NamedNewLevels = 10;

    public override ColumnScan ScanCurrent(Field current, DriftOptions options) => new()
    {
        Read = column => column is TimestampColumn && column.MissingCount < column.Length ? null : column,
        Levels = new LevelTally(options.MaxCategoryLevels),
        SampledLevels = SampleOf(current, options.MaxCategoryLevels, options.MaxCurrentRows),
    };

    public override ColumnComparison Compare(ColumnScan current)
    {
        if (current.Unreadable is { } type)
            return ColumnComparison.WrongType(this, type);
        SortedDictionary<string, long> counts = current.LevelCounts();
        if (Counts.Count == 0)
            return ColumnComparison.NotAssessed(this, current.Missing, "the reference has no value of it, only missing rows");
        if (counts.Count == 0)
            return ColumnComparison.NotAssessed(this, current.Missing, "the current data has no value of it, only missing rows");
        string[] levels = [.. Counts.Keys.Union(counts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        long[] before = Array.ConvertAll(levels, level => Counts.GetValueOrDefault(level)), after = Array.ConvertAll(levels, level => counts.GetValueOrDefault(level));
        TestResult test = ChiSquareTest.TwoSample(before, after);
        return new(this, DriftMethod.ChiSquare, current.Missing, current.Rows)
        {
            Test = test,
            SafePValue = SparseLevels.PValue(before, after),
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

using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Lays the rows out in time and looks at each column.</summary>
internal static class SeriesAnalysis
{
    private const int LeastSteps = 30, LeastLags = 24, MostLags = 100;
    private const double LeastPresent = 0.5;

    // A series that wanders looks like one that shifts: at a level of 1 %, with the break where it fits best (Zivot and Andrews 1992, table 2).
    private const double BreakStatistic = -5.34;

    /// <summary>Everything of the rows in time; null without a series.</summary>
    public static TableSeries? Of(TimeRows rows, FindingThresholds thresholds, CancellationToken cancellationToken)
    {
        (long[] starts, int[] slots) = rows.Grid.Sorted();
        if (TimeSteps.Of(starts, rows.Grid.Width, rows.IsMoment) is not { } steps) return null;
        var counts = new long[steps.Count];
        for (int i = 0; i < slots.Length; i++) counts[steps.Places[i]] += rows.Grid.RowsOf(slots[i]);
        (int missing, int longest, int longestAt) = Gaps(counts);
        Estimate repeated = rows.Repeated;
        var clock = new ClockProfile(rows.Time, rows.Group, starts.Length, steps.Name, steps.Count, missing, longest, steps.RegularShare, repeated.Value, repeated.Bound, steps.IsBinned)
        {
            Groups = rows.Groups?.Count ?? 0, GroupMissingShare = steps.IsBinned || rows.Groups is not { Count: > 0 } groups ? double.NaN : MissingOf(groups, starts, steps),
        };
        double[][] lines = [.. Enumerable.Range(0, rows.Columns.Length).Select(column => Line(rows.Grid, steps, slots, column))];
        int[] followed = [.. Enumerable.Range(0, lines.Length).Where(column => lines[column].Count(value => !double.IsNaN(value)) is var there && there >= LeastSteps && there >= LeastPresent * lines[column].Length)];
        var columns = new SeriesColumn[followed.Length];
        Parallel.For(0, followed.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => columns[i] = Look(rows.Names[followed[i]], lines[followed[i]], steps, thresholds, thresholds.SeasonalLevel / followed.Length));
        return new TableSeries(new SeriesProfile(clock, [.. columns]), steps, counts, longestAt, followed.ToDictionary(column => rows.Names[column], column => lines[column], StringComparer.Ordinal));
    }

    private static double MissingOf(IReadOnlyCollection<GroupSpans.Span> groups, long[] moments, TimeSteps steps)
    {
        double expected = 0, rows = 0;
        foreach (GroupSpans.Span group in groups)
        {
            double own = PlaceOf(group.Last) - PlaceOf(group.First) + 1;
            expected += own;
            rows += Math.Min(own, group.Rows);
        }

        return 1 - (rows / expected);

        int PlaceOf(long moment) => Array.BinarySearch(moments, moment) is >= 0 and var at ? steps.Places[at] : 0;
    }

    // A step holds the mean of its rows; sums that overflow tell nothing.
    private static double[] Line(TimeGrid grid, TimeSteps steps, int[] slots, int column)
    {
        var sums = new double[steps.Count];
        var counts = new long[steps.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            (double sum, long count) = grid.Of(column, slots[i]);
            sums[steps.Places[i]] += sum;
            counts[steps.Places[i]] += count;
        }

        return [.. sums.Zip(counts, (sum, count) => count > 0 && double.IsFinite(sum) ? sum / count : double.NaN)];
    }

    private static (int Missing, int Longest, int LongestAt) Gaps(long[] counts)
    {
        int missing = 0, run = 0, longest = 0, at = -1;
        for (int step = 0; step < counts.Length; step++)
        {
            run = counts[step] == 0 ? run + 1 : 0;
            missing += counts[step] == 0 ? 1 : 0;
            if (run > longest) (longest, at) = (run, step - run + 1);
        }

        return (missing, longest, at);
    }

    private static SeriesColumn Look(string name, double[] line, TimeSteps steps, FindingThresholds thresholds, double rate)
    {
        double[] filled = [.. line];
        SeriesShape.Interpolate(filled);
        int there = line.Count(value => !double.IsNaN(value));
        double deviation = Deviation(filled);

        // So large a spread overflows in products.
        if (!(deviation is > 0 and < 1e100)) return new SeriesColumn { Name = name, Steps = there, AutocorrelationBound = 1.96 / Math.Sqrt(there), MemoryPValue = double.NaN, TrendChange = double.NaN, TrendPValue = double.NaN, UnitRootPValue = double.NaN, StationarityPValue = double.NaN, LevelPValue = double.NaN, LevelChange = double.NaN };
        ImmutableArray<SeriesSeason> seasons = [.. Seasonality.Find(line, [.. steps.Known.Select(known => known.Period)], Math.Clamp(rate, 1e-12, 0.5)).Select(period => new SeriesSeason(period.Period, NameOf(period.Period, steps), period.Strength, period.PValue))];
        int longest = seasons.Length > 0 ? seasons.Max(season => season.Period) : 12, lags = Math.Min(line.Length / 4, Math.Clamp(2 * longest, LeastLags, MostLags));
        double[] alone = WithoutSeasons(filled, seasons);
        UnitRootResult root = DickeyFuller.Test(filled, DeterministicTerms.Linear), level = DickeyFuller.Test(filled);
        KpssResult aroundLine = Kpss.Test(filled, DeterministicTerms.Linear), aroundLevel = Kpss.Test(filled);
        TrendResult trend = MannKendall.TestCorrelated(alone);
        LevelShiftResult shift = LevelShift.Find(alone);
        (double change, bool isStepLike) = Step(alone, shift);
        return new SeriesColumn
        {
            Name = name, Steps = there, Autocorrelation = [.. Autocorrelation.Of(line, lags)], PartialAutocorrelation = [.. Autocorrelation.Partial(line, lags)], AutocorrelationBound = 1.96 / Math.Sqrt(there),
            MemoryPValue = LjungBox.Test(line, Math.Clamp(line.Length / 10, 1, 10)).PValue, Seasons = seasons,
            TrendChange = TheilSen.Slope(alone) * (alone.Length - 1) / deviation, TrendPValue = trend.PValue,
            UnitRootPValue = root.PValue, StationarityPValue = aroundLine.PValue, Stationarity = isStepLike && shift.PValue <= thresholds.TrendLevel ? Stationarity.Unclear : Verdict(root, aroundLine, level, aroundLevel, thresholds.StationarityLevel),
            LevelPValue = shift.PValue, LevelStep = shift.Index, LevelChange = change, IsStepLike = isStepLike,
        };
    }

    private static Stationarity Verdict(UnitRootResult root, KpssResult aroundLine, UnitRootResult level, KpssResult aroundLevel, double most)
    {
        if (double.IsNaN(root.PValue) || double.IsNaN(aroundLine.PValue)) return Stationarity.Unknown;
        if (level.PValue <= most && aroundLevel.PValue > most) return Stationarity.Stationary;
        if (root.PValue <= most && aroundLine.PValue > most) return Stationarity.AroundTrend;
        return root.PValue > most && aroundLine.PValue <= most ? Stationarity.Wandering : Stationarity.Unclear;
    }

    // The mean of each place in a period is taken out, shortest first.
    private static double[] WithoutSeasons(double[] filled, ImmutableArray<SeriesSeason> seasons)
    {
        double[] rest = [.. filled];
        foreach (SeriesSeason season in seasons.OrderBy(one => one.Period))
        {
            double mean = rest.Average();
            double[] means = SeriesShape.SeasonMeans(rest, season.Period);
            for (int step = 0; step < rest.Length; step++) rest[step] -= means[step % season.Period] - mean;
        }

        return rest;
    }

    // In deviations around the two levels; and whether those leave less over than a straight line, and nothing that wanders.
    private static (double Change, bool IsStepLike) Step(double[] series, LevelShiftResult shift)
    {
        if (shift.Index < 0) return (double.NaN, false);
        double[] rest = [.. series.Select((value, i) => value - (i < shift.Index ? shift.Before : shift.After))];
        double around = rest.Sum(value => value * value);
        double aroundLine = SeriesShape.Detrended(series).Sum(value => value * value), deviation = Math.Sqrt(around / series.Length);
        return (deviation > 0 ? (shift.After - shift.Before) / deviation : double.PositiveInfinity * Math.Sign(shift.After - shift.Before), around < aroundLine && DickeyFuller.Test(rest).Statistic < BreakStatistic);
    }

    private static double Deviation(double[] series)
    {
        double mean = series.Average();
        return Math.Sqrt(series.Sum(value => (value - mean) * (value - mean)) / series.Length);
    }

    private static string NameOf(int period, TimeSteps steps) => Array.Find(steps.Known, known => known.Period == period).Name ?? FormattableString.Invariant($"{period:N0} steps");
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Compares each segment with all other rows, column by column.</summary>
internal sealed class SegmentContrasts(SegmentOptions options, IReadOnlySet<string> without)
{
    private const int MostLevels = 10, MostFollowed = 32_768;

    // A mean of n values of skewness g is near to normal, in the tails too, from about n = 25 g^2 on.
    private const double SkewRows = 25;

    private readonly List<SegmentContrast> _found = [];
    private long _comparisons;

    /// <summary>The differences that are told, largest effect first.</summary>
    public SegmentContrast[] Find(ProfileReport whole, IReadOnlyList<SegmentProfile> segments)
    {
        for (int segment = 0; segment < segments.Count; segment++)
        {
            if (segments[segment].Rows < options.LeastRows || whole.RowCount - segments[segment].Rows < options.LeastRows) continue;
            for (int column = 0; column < whole.Columns.Length; column++)
                if (!without.Contains(whole.Columns[column].Name) && whole.Columns[column].Role is ColumnRole.Feature or ColumnRole.Label) Compare(whole.Columns[column], segments, segment, column);
        }

        return
        [
            .. _found.Select(one => one with { PValue = Math.Min(1, one.PValue * _comparisons) }).Where(one => one.PValue <= options.Level)
                .OrderByDescending(one => Math.Abs(one.Effect) / (one.Measure == "mean" ? options.MeanDifference : options.ShareDifference)).ThenBy(one => one.PValue),
        ];
    }

    /// <summary>How often each followed level occurs, by its text.</summary>
    public static Dictionary<string, long> LevelCounts(ColumnProfile column) =>
        column.Summary.FrequentValues(MostFollowed).ToDictionary(value => value.Text, value => value.LowerCount, StringComparer.Ordinal);

    private void Compare(ColumnProfile whole, IReadOnlyList<SegmentProfile> segments, int index, int column)
    {
        SegmentProfile segment = segments[index];
        ColumnProfile own = segment.Profile.Columns[column];
        long others = whole.Rows - own.Rows, otherMissing = whole.Missing - own.Missing;
        if (whole.Missing > 0) AddShare(segment.Name, own.Name, "missing_share", null, own.Missing, own.Rows, otherMissing, others);
        if (Math.Min(own.Present, whole.Present - own.Present) < options.LeastRows) return;
        if (whole.Type == ColumnType.Flag)
        {
            long yes = own.Present - own.Zeros, allYes = whole.Present - whole.Zeros;
            AddShare(segment.Name, own.Name, "level_share", "true", yes, own.Present, allYes - yes, whole.Present - own.Present);
        }
        else if (whole.HasNumbers && own.HasNumbers)
        {
            AddMean(whole, segments, index, column);
        }
        else if (whole.Type is ColumnType.Category or ColumnType.Text)
        {
            AddLevels(whole, own, segment.Name);
        }
    }

    private void AddLevels(ColumnProfile whole, ColumnProfile own, string segment)
    {
        if (!whole.Summary.AreCountsExact || !own.Summary.AreCountsExact) return;
        Dictionary<string, long> counts = LevelCounts(own);
        foreach (FrequentValue level in whole.Summary.FrequentValues(MostLevels))
        {
            long here = counts.GetValueOrDefault(level.Text);
            AddShare(segment, own.Name, "level_share", whole.Shown(level), here, own.Present, level.LowerCount - here, whole.Present - own.Present);
        }
    }

    private void AddMean(ColumnProfile whole, IReadOnlyList<SegmentProfile> segments, int index, int column)
    {
        Moments own = segments[index].Profile.Columns[column].Summary.Numbers, others = new();
        for (int i = 0; i < segments.Count; i++)
            if (i != index) others.Merge(segments[i].Profile.Columns[column].Summary.Numbers);
        double skew = whole.Summary.Numbers.Skewness;
        if (!(SkewRows * skew * skew <= Math.Min(own.Count, others.Count))) return;
        TestResult test = WelchTest.Of(own, others);
        Redactor redactor = whole.Content.Redactor;
        if (double.IsNaN(test.PValue) || redactor.Mean(whole.Name, own.Mean, own.Min, own.Max) is null || redactor.Mean(whole.Name, others.Mean, others.Min, others.Max) is null) return;
        _comparisons++;
        double effect = (own.Mean - others.Mean) / whole.Summary.Numbers.StandardDeviation;
        if (double.IsFinite(effect) && Math.Abs(effect) > options.MeanDifference) _found.Add(new SegmentContrast(segments[index].Name, whole.Name, "mean", null, own.Mean, others.Mean, effect, test.PValue));
    }

    private void AddShare(string segment, string column, string measure, string? level, long cases, long rows, long otherCases, long otherRows)
    {
        if (rows == 0 || otherRows == 0 || otherCases < 0) return;
        _comparisons++;
        double share = (double)cases / rows, other = (double)otherCases / otherRows;
        if (Math.Abs(share - other) > options.ShareDifference) _found.Add(new SegmentContrast(segment, column, measure, level, share, other, share - other, ShareTest.PValue(cases, rows, otherCases, otherRows)));
    }
}

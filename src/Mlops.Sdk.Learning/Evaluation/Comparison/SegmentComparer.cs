using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Compares models segment by segment.</summary>
internal static class SegmentComparer
{
    public static (ImmutableArray<SegmentDifference> Segments, int Small) Run(Dataset test, TestComparisonOptions options, PairedComparer comparer, PairedData[] pairs, ModelDifference[] overall)
    {
        int small = 0;
        var found = new List<(DataSegment Segment, ModelDifference Difference, ModelDifference Overall)>();
        foreach (DataSegment segment in options.Segments.SelectMany(name => DataSegments.Of(test[name])))
        {
            if (segment.Rows.Length < options.MinimumSegmentRows)
            {
                small++;
                continue;
            }

            for (int index = 0; index < pairs.Length; index++)
                found.Add((segment, comparer.Compare(pairs[index].Take(segment.Rows), overall[index].Champion, overall[index].Challenger), overall[index]));
        }

        ModelDifference[] decided = PairedComparer.Decide([.. found.Select(one => one.Difference)], false, options.FalseAlarmRate);
        return ([.. found.Select((one, index) => new SegmentDifference(one.Segment.Column, one.Segment.Condition, decided[index].Count, decided[index], TurnsRound(decided[index], one.Overall, options.FalseAlarmRate)))], small);
    }

    private static bool TurnsRound(ModelDifference here, ModelDifference overall, double falseAlarmRate) =>
        here is { Improvement: { } improvement, AdjustedPValue: { } p } && overall.Improvement is { } whole && p < falseAlarmRate && Math.Sign(improvement) == -Math.Sign(whole);
}

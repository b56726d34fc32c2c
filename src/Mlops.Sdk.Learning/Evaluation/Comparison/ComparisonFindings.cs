using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the reader of a comparison on test rows should know of.</summary>
internal static class ComparisonFindings
{
    private const int FewRows = 30;

    public static IEnumerable<Finding> Of(Metric metric, ImmutableArray<ModelDifference> differences, ImmutableArray<SegmentDifference> segments, int smallSegments, TestComparisonOptions options)
    {
        string[] undefined = [.. differences.Where(one => one.Improvement is null).Select(one => $"'{one.Challenger}'")];
        if (undefined.Length > 0) yield return new("COMP003", Severity.Error, null, $"'{metric.Name}' is undefined on these rows for '{differences[0].Champion}' or {string.Join(", ", undefined)}. Compare on rows of every class, or by another metric.");
        if (differences[0].Count < FewRows) yield return new("COMP004", Severity.Warning, null, $"{differences[0].Count} rows are few: the tests hold for large numbers. Compare on more rows, or by cross-validation (data.CompareCandidates).") { Value = differences[0].Count, Threshold = FewRows };
        foreach (SegmentDifference one in segments.Where(one => one.WinnerDiffers))
        {
            (string winner, string loser) = one.Difference.Improvement > 0 ? (one.Difference.Challenger, one.Difference.Champion) : (one.Difference.Champion, one.Difference.Challenger);
            yield return new("COMP005", Severity.Warning, one.Column, $"Where {one.Segment} ({ReportNumber.Format(one.RowCount, ReportNumberFormat.Integer)} rows), '{winner}' is better than '{loser}' by {ReportNumber.Format(Math.Abs(one.Difference.Improvement!.Value), digits: 3)} ± {ReportNumber.Format(one.Difference.StandardError, digits: 2)}, the other way round than overall. Look at these rows before a switch.");
        }

        if (smallSegments > 0) yield return new("COMP006", Severity.Info, null, $"{smallSegments} segments have fewer than {options.MinimumSegmentRows} rows and are not judged. Gather more such rows, or lower MinimumSegmentRows.");
    }

    public static string NameOf(DifferenceTest test) => test switch
    {
        DifferenceTest.DeLong => "DeLong's test (paired)",
        DifferenceTest.McNemar => "McNemar's test",
        DifferenceTest.Permutation => "Paired permutation test; standard errors by the bootstrap",
        DifferenceTest.CorrectedResampledT => "Paired t-test over folds, corrected for overlapping training parts",
        _ => "Paired bootstrap of the rows within each class",
    };
}

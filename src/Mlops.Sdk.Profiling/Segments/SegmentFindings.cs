using System.Collections.Immutable;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Segments that stand out.</summary>
internal static class SegmentFindings
{
    private const int Most = 100;

    public static readonly FindingKind Missing = new("PROF100", "segment lacks values", Severity.Warning, "A column is missing in a segment more or less often than in all other rows.", ".ImputeMissing()", nameof(SegmentOptions.ShareDifference));
    public static readonly FindingKind Mean = new("PROF101", "segment with another mean", Severity.Info, "The mean of a column in a segment is far from that of all other rows.", "report.Contrasts", nameof(SegmentOptions.MeanDifference));
    public static readonly FindingKind Level = new("PROF102", "segment with other levels", Severity.Info, "A level has another share of a segment than of all other rows.", "report.Contrasts", nameof(SegmentOptions.ShareDifference));

    public static ImmutableArray<FindingKind> Kinds => [Missing, Mean, Level];

    public static IEnumerable<Finding> Of(IEnumerable<SegmentContrast> contrasts, SegmentOptions options) => contrasts.Take(Most).Select(contrast => Of(contrast, options));

    private static Finding Of(SegmentContrast contrast, SegmentOptions options)
    {
        string column = contrast.Column, quoted = column.Quoted(), segment = contrast.Segment.Quoted();
        return contrast.Measure switch
        {
            "missing_share" => Missing.Tell(column, $"{quoted} is missing in {Share(contrast.Value)} of the segment {segment} and in {Share(contrast.Others)} of all other rows ({Share(Math.Abs(contrast.Effect))} apart, above {Share(options.ShareDifference)}).", $"Ask what fills it there: a rule for all rows, .ImputeMissing(), hides the difference.", ".ImputeMissing()", contrast.Effect, options.ShareDifference),
            "mean" => Mean.Tell(column, $"The mean of {quoted} is {Number(contrast.Value)} in the segment {segment} and {Number(contrast.Others)} in all other rows: {Number(Math.Abs(contrast.Effect))} standard deviations apart (above {Number(options.MeanDifference)}).", $"report.Contrasts has all that stands out; judge a model by segment too.", "report.Contrasts", contrast.Effect, options.MeanDifference),
            _ => Level.Tell(column, $"{(contrast.Level ?? "").Quoted()} of {quoted} has {Share(contrast.Value)} of the segment {segment} and {Share(contrast.Others)} of all other rows ({Share(Math.Abs(contrast.Effect))} apart, above {Share(options.ShareDifference)}).", $"report.Contrasts has all that stands out; judge a model by segment too.", "report.Contrasts", contrast.Effect, options.ShareDifference),
        };
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The segments of a table side by side, and which of them stand out from all other rows.</summary>
public sealed class SegmentReport : Report
{
    private SegmentReport(ValueList<string> by, ProfileReport whole, ImmutableArray<SegmentProfile> segments, ImmutableArray<SegmentContrast> contrasts, SegmentOptions options)
        : base("Segments", SegmentFindings.Of(contrasts, options))
    {
        By = by;
        Whole = whole;
        Segments = segments;
        Contrasts = contrasts;
    }

    /// <inheritdoc/>
    public override string Kind => "segments";

    /// <summary>Every kind of finding that a profile by segment can make. Their thresholds are properties of <see cref="SegmentOptions"/>.</summary>
    public static ImmutableArray<FindingKind> FindingKinds => SegmentFindings.Kinds;

    /// <summary>The columns that make the segments.</summary>
    public ValueList<string> By { get; }

    /// <summary>The profile of all rows: the sum of the segments.</summary>
    public ProfileReport Whole { get; }

    /// <summary>The segments: values by their rows, most first, ranges and periods in their order; the rest, if any, at the end.</summary>
    public ImmutableArray<SegmentProfile> Segments { get; }

    /// <summary>Where a segment differs from all other rows, largest first. In a table whose segments are drawn at random there is any with a probability of <see cref="SegmentOptions.Level"/> at most.</summary>
    public ImmutableArray<SegmentContrast> Contrasts { get; }

    /// <summary>The segment of a name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public SegmentProfile? this[string name] => Segments.FirstOrDefault(segment => segment.Name == name && !segment.IsRest);

    internal static SegmentReport Create(SegmentBy by, SegmentOptions options, ProfileSummary whole, (SegmentKey Key, ProfileSummary Summary, bool IsComplete)[] segments, ProfileSummary rest, RunContext? context, CancellationToken cancellationToken)
    {
        ProfileReport all = whole.ToReport(null, context, cancellationToken);
        IReadOnlyCollection<string> sensitive = [.. all.Columns.Where(column => column.Content.Redactor.Hides(column.Name)).Select(column => column.Name)];
        List<SegmentProfile> profiles = [];
        foreach ((SegmentKey key, ProfileSummary summary, bool isComplete) in segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            profiles.Add(Make(SegmentNames.Of(by, key, profiles.Count + 1, summary.Summary.RowCount, all), summary, isRest: false, isComplete));
        }

        if (rest.Summary.RowCount > 0) profiles.Add(Make("all others", rest, isRest: true, segments.All(segment => segment.IsComplete)));
        SegmentContrast[] contrasts = new SegmentContrasts(options, by.Columns.ToHashSet(StringComparer.Ordinal)).Find(all, profiles);
        return new SegmentReport(by.Columns, all, [.. profiles], [.. contrasts], options);

        SegmentProfile Make(string name, ProfileSummary summary, bool isRest, bool isComplete) =>
            new(name, summary.Summary.RowCount, (double)summary.Summary.RowCount / Math.Max(1, all.RowCount), isRest, isComplete, summary.ToReport(null, context, cancellationToken, sensitive));
    }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => SegmentContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        SegmentJson.Write(writer, this);
    }
}

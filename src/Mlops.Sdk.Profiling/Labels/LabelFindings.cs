using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Features that give the label away: by correlation with a number, by ranking the rows of its classes, by removing the uncertainty about it, or by being known only later.</summary>
internal static class LabelFindings
{
    public static readonly FindingKind Leak = new("PROF009", "gives the label away", Severity.Warning, "A feature alone tells the label so well that it may be known only afterwards.", "data.Drop(name)", nameof(FindingThresholds.LabelSeparation), nameof(FindingThresholds.LabelCertainty), nameof(FindingThresholds.DependencyViolation));
    public static readonly FindingKind Later = new("PROF054", "known later", Severity.Warning, "A feature is a moment after that at which its row was observed: it is not known when the model is used.", "data.Drop(name)", nameof(FindingThresholds.LaterShare));

    public static IReadOnlyList<FindingKind> Kinds => [Leak, Later];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        if (facts.Summary.Schema.Label is not { } label) return [];
        return facts.Table.Target is { } target ? target.Leaks.Select(leak => Tell(label.Name, leak)) : label.IsNumeric ? ByCorrelation(facts, label.Name) : [];
    }

    // What is known without a sample of rows.
    private static IEnumerable<Finding> ByCorrelation(ProfileFacts facts, string label) =>
        from feature in facts.Summary.Schema.Features
        where feature.IsNumeric
        let leak = LabelLeaks.ByValue(feature.Name, facts.Summary.Correlation(feature.Name, label), null, null, null, facts.Options)
        where leak is not null
        select Tell(label, leak);

    private static Finding Tell(string label, TargetLeak leak)
    {
        string name = leak.Feature, drop = $"data.Drop({name.Literal()})";
        string how = leak.Kind switch
        {
            TargetLeakKind.Correlation => $"correlates with the label {label.Quoted()} at {Number(leak.Value)} (above {Number(leak.Threshold)} in size)",
            TargetLeakKind.Separation => $"alone tells the classes of {label.Quoted()} apart with an AUC of {Number(leak.Value)} (above {Number(leak.Threshold)})",
            TargetLeakKind.MissingSeparation => $"tells the classes of {label.Quoted()} apart by being missing, with an AUC of {Number(leak.Value)} (above {Number(leak.Threshold)})",
            TargetLeakKind.Certainty => $"alone removes {Share(leak.Value)} of the uncertainty about {label.Quoted()} (above {Share(leak.Threshold)})",
            TargetLeakKind.Determines => $"has many values, and {Share(leak.Value)} of the rows that share one have the same {label.Quoted()} (above {Share(leak.Threshold)})",
            _ => $"is later than the time of its row in {Share(leak.Value)} of the rows (above {Share(leak.Threshold)})",
        };
        FindingKind kind = leak.Kind == TargetLeakKind.KnownLater ? Later : Leak;
        return kind.Tell(name, $"{name.Quoted()} {how}.", $"If it is not known when the model is used, leave it out: {drop}.", drop, leak.Value, leak.Threshold);
    }
}

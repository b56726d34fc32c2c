using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Whether the label can be learnt.</summary>
internal static class LabelColumnFindings
{
    private const int MostClasses = 1000;

    public static readonly FindingKind Imbalanced = new("PROF007", "rare class", Severity.Warning, "The rarest class of the label has few of the rows.", ".Rebalance(), .TuneThreshold()", nameof(FindingThresholds.RarestClassShare));
    public static readonly FindingKind LabelMissing = new("PROF031", "label missing", Severity.Warning, "Rows have no label.", "data.Filter(row => !row.IsMissing(label))");
    public static readonly FindingKind OneClass = new("PROF032", "label is constant", Severity.Error, "The label has one value only, so that nothing can be learnt.", "data.WithRole(name, ColumnRole.Label)");
    public static readonly FindingKind FewRows = new("PROF033", "class of few rows", Severity.Warning, "A class of the label has too few rows to be split and learnt.", "data.Recode(label, …)", nameof(FindingThresholds.ClassRows));
    public static readonly FindingKind ManyClasses = new("PROF034", "label with many values", Severity.Warning, "The label is of texts or levels, and nearly each row has its own.", "data.WithRole(name, ColumnRole.Label)", nameof(FindingThresholds.LabelValues));
    public static readonly FindingKind NumberClasses = new("PROF035", "label of few numbers", Severity.Info, "The label is a number with few different values and is predicted as an amount.", "data.Recode(label)", nameof(FindingThresholds.LabelNumbers));

    public static IReadOnlyList<FindingKind> Kinds => [Imbalanced, LabelMissing, OneClass, FewRows, ManyClasses, NumberClasses];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        if (facts.Label is not { Present: > 0 } label) yield break;
        FindingThresholds thresholds = facts.Thresholds;
        string name = label.Name;
        if (label.Missing > 0)
            yield return LabelMissing.Tell(name, $"The label {name.Quoted()} is missing in {label.Missing:N0} of {label.Rows:N0} rows ({Share(label.MissingShare)}).", $"They cannot be learnt from: data.Filter(row => !row.IsMissing({name.Literal()})).", $"data.Filter(row => !row.IsMissing({name.Literal()}))", label.Missing);
        if (label.Distinct <= 1)
        {
            yield return OneClass.Tell(name, $"The label {name.Quoted()} has one value only in {label.Present:N0} rows: nothing can be learnt.", $"Check the filter that made the data, or make another column the label: {OneClass.Remedy}.", OneClass.Remedy, label.Distinct);
            yield break;
        }

        if (label.Type is ColumnType.Category or ColumnType.Flag or ColumnType.Text) foreach (Finding finding in OfClasses(label, thresholds)) yield return finding;
        else if (label.HasNumbers && label.Distinct > 2 && label.Distinct <= thresholds.LabelNumbers && facts.HasEnoughRows)
            yield return NumberClasses.Tell(name, $"The label {name.Quoted()} is a number with {label.Distinct:N0} different values (up to {thresholds.LabelNumbers:N0}) and is predicted as an amount.", $"If they are classes, say so: data.Recode({name.Literal()}).", $"data.Recode({name.Literal()})", label.Distinct, thresholds.LabelNumbers);
    }

    private static IEnumerable<Finding> OfClasses(ColumnProfile label, FindingThresholds thresholds)
    {
        string name = label.Name;
        if (label.Distinct > 20 && label.Distinct > thresholds.LabelValues * label.Present)
        {
            yield return ManyClasses.Tell(name, $"The label {name.Quoted()} has {label.Distinct:N0} different values in {label.Present:N0} rows (more than {Number(thresholds.LabelValues)} a row).", $"It looks like a name and no class; make another column the label: {ManyClasses.Remedy}.", ManyClasses.Remedy, label.Distinct / label.Present, thresholds.LabelValues, label.DistinctBound / label.Present);
            yield break;
        }

        if (label.Distinct > MostClasses || !label.Summary.AreCountsExact) yield break;
        FrequentValue[] classes = [.. label.Summary.FrequentValues(MostClasses)];
        if (classes.Length < 2) yield break;
        FrequentValue rarest = classes.MinBy(entry => entry.LowerCount)!;
        // With many classes none can have a tenth.
        double share = (double)rarest.LowerCount / label.Present, least = Math.Min(thresholds.RarestClassShare, 0.5 / classes.Length);
        FrequentValue[] few = [.. classes.Where(entry => entry.LowerCount < thresholds.ClassRows)];
        if (few.Length > 0)
            yield return FewRows.Tell(name, $"{few.Select(label.Shown).Listed(4)} of the label {name.Quoted()} {Rows(few)}, below {thresholds.ClassRows:N0}.", $"Folds will lack {(few.Length == 1 ? "it" : "them")}: put classes together with data.Recode({name.Literal()}, …) or collect more.", $"data.Recode({name.Literal()}, …)", rarest.LowerCount, thresholds.ClassRows);
        if (share < least)
            yield return Imbalanced.Tell(name, $"Class {label.Shown(rarest).Quoted()} of the label {name.Quoted()} has {Share(share)} of the rows, below {Share(least)}.", $"Judge models by auc_pr, tune the threshold (.TuneThreshold()), and compare .Rebalance() with none.", ".Rebalance()", share, least);
    }

    private static string Rows(FrequentValue[] few)
    {
        long most = few.Max(entry => entry.LowerCount);
        string rows = FormattableString.Invariant($"{most:N0} {(most == 1 ? "row" : "rows")}");
        return few.Length == 1 ? $"has {rows}" : Array.TrueForAll(few, entry => entry.LowerCount == most) ? $"have {rows} each" : $"have {rows} or fewer";
    }
}

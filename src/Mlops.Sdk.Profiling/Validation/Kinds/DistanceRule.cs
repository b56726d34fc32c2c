using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The values of a column are spread as those of the table before.</summary>
internal sealed record DistanceRule(string Column, DistributionMeasure Measure, double Max) : Rule
{
    public override string Kind => "distance";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"the {Words} of '{Column}' from the table before is at most {Bounds.Text(Max)}";

    internal override string Code => "VAL028";

    internal override string Remedy => "See what changed with before.Profile().Compare(after.Profile()).";

    internal override string DefaultName => $"{RuleJson.NameOf(Measure)}({Column})";

    internal override string Discriminator => Measure.ToString();

    internal override bool NeedsPrevious => true;

    private string Words => Measure switch
    {
        DistributionMeasure.LInfinity => "L-infinity distance",
        DistributionMeasure.JensenShannon => "Jensen-Shannon distance",
        DistributionMeasure.Hellinger => "Hellinger distance",
        DistributionMeasure.StabilityIndex => "population stability index",
        DistributionMeasure.KolmogorovSmirnov => "Kolmogorov-Smirnov distance",
        _ => "absolute difference",
    };

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("measure", RuleJson.NameOf(Measure));
        writer.WriteNumber("max", Max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (!Fits(binding)) return new FixedCheck(this, binding.TakeProblem());
        if (binding.Options.Previous is not { } table) return Unknown("the table before was not given. Pass its summary: new ValidationOptions { Previous = DatasetSummary.Compute(before) }");
        if (!table.Schema.Contains(Column)) return Unknown($"the table before has no column '{Column}'.{(table.Schema.NearestName(Column) is { } near ? $" There is '{near}'." : "")} Give the summary of a table that has it");
        ColumnSummary before = table[Column];
        if (HasNumbers(before.Type) != HasNumbers(binding.Schema[Column].Type) || before.Type == ColumnType.Timestamp)
            return Unknown($"'{Column}' was {before.Type} in the table before and is {binding.Schema[Column].Type} now. Read both as the same type (CsvOptions.Types)");
        SummaryTally tally = binding.Share(Column, () => new SummaryTally(binding.Schema[Column]));
        return new TableCheck(this, _ => Conclude(before, tally.Summary));

        FixedCheck Unknown(string problem) => new(this, new RuleProblem(Code, problem));
    }

    private static bool HasNumbers(ColumnType type) => type is ColumnType.Number or ColumnType.Integer;

    private bool Fits(RuleBinding binding) => Measure switch
    {
        DistributionMeasure.KolmogorovSmirnov => binding.Fits(Column, ColumnType.Number, ColumnType.Integer),
        DistributionMeasure.AbsoluteDifference => binding.Fits(Column, ColumnType.Text, ColumnType.Category, ColumnType.Flag),
        _ => binding.Fits(Column, ColumnType.Number, ColumnType.Integer, ColumnType.Text, ColumnType.Category, ColumnType.Flag),
    };

    private RuleResult Conclude(ColumnSummary before, ColumnSummary after)
    {
        if (before.PresentCount == 0 || after.PresentCount == 0)
            return RuleResult.Table(this, before.PresentCount == after.PresentCount, null, before.PresentCount == after.PresentCount ? "both have no value" : $"the {(before.PresentCount == 0 ? "table before" : "column")} has no value");
        if (!HasNumbers(after.Type) && !(before.AreCountsExact && after.AreCountsExact))
            return RuleResult.Of(this, RuleOutcome.Undecided) with { Code = "VAL030", Message = FormattableString.Invariant($"{Statement}: undecided, since there are {Math.Max(before.DistinctCount, after.DistinctCount):N0} different values, too many to count each in bounded memory. Hold other columns to their distribution, such as a coarser one made with data.Derive.") };
        double value = ValueOf(before, after);
        return RuleResult.Table(this, value <= Max, value, FormattableString.Invariant($"it is {ReportNumber.Format(value, digits: 6)}, over {after.PresentCount:N0} rows after {before.PresentCount:N0}"));
    }

    // No probability of a false alarm enters: what chance makes is for whoever sets the limit.
    private double ValueOf(ColumnSummary before, ColumnSummary after)
    {
        const double rate = 0.01;
        if (HasNumbers(after.Type)) return ValueOf(NumberDistance.Of(before, after, rate));
        (FrequentValue Value, long Before, long After)[] levels = LevelMatch.Pair(before, after);
        return Measure == DistributionMeasure.AbsoluteDifference
            ? levels.Sum(level => (double)Math.Abs(level.After - level.Before)) / ((double)before.PresentCount + after.PresentCount)
            : ValueOf(LevelMatch.Measure(levels, before.PresentCount, after.PresentCount, rate));
    }

    private double ValueOf(DistributionDistance distance) => Measure switch
    {
        DistributionMeasure.LInfinity => distance.LInfinity,
        DistributionMeasure.JensenShannon => distance.JensenShannon,
        DistributionMeasure.Hellinger => distance.Hellinger,
        DistributionMeasure.StabilityIndex => distance.StabilityIndex,
        _ => distance.KolmogorovSmirnov ?? double.NaN,
    };
}

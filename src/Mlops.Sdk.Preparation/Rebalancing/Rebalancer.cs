using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Balances the classes of the training rows: by weights, by repeating, leaving out or making up rows; by default by none of these, but by the decision behind the trainer. Nothing happens to rows when the model scores.</summary>
/// <remarks>Any number of classes: every class below the ratio is raised (or every class above it cut). The same seed gives the same rows on any number of threads.</remarks>
public sealed class Rebalancer : Resampler<RebalanceOptions>
{
    /// <summary>A rebalancer.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Rebalancer(RebalanceOptions? options = null)
        : base(options, PreparationJson.Default.RebalanceOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "rebalance";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        if (input.Label is null) problems.Add("No column has the role Label, so there are no classes to balance. Name it with Dataset.WithRole(name, ColumnRole.Label).");
        else if (Options.Method.ForNumbers ? input.Label.Type is not (ColumnType.Number or ColumnType.Integer) : input.Label.Type is ColumnType.Number or ColumnType.Timestamp) problems.Add(Mismatch(input.Label));
        if (!Options.Method.AddsWeight || input.WithRole(ColumnRole.Weight).Any()) return WeightAsNumber(input);
        return input.With(new Field(new NewNames(input).Take(RowWeights.DefaultName), ColumnType.Number, ColumnRole.Weight));
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        context.CancellationToken.ThrowIfCancellationRequested();
        LabelData label = LabelData.Read(train);
        if (label.Task == TaskKind.Regression != Options.Method.ForNumbers) throw new MlopsException("MLO1703", Mismatch(train.Schema.Label!));
        if (Options.Method is SmognMethod smogn) return ResampleNumbers(train, smogn, context);
        var work = new RebalanceWork(train, label, Options, context);
        Dataset balanced = Options.Method.Apply(work);
        return Report(work, label, train, balanced, context);
    }

    private Resampled ResampleNumbers(Dataset train, SmognMethod method, FitContext context)
    {
        Dataset ranged = train.With(method.Ranges(train.Label!));
        if (((CategoryColumn)ranged.Label!).Levels.Count < 2)
        {
            var finding = new Finding("PREP308", Severity.Warning, train.Label!.Name, FormattableString.Invariant($"No value of label {ErrorText.Show(train.Label.Name)} has a relevance of {method.Relevance}: its box plot has no outliers, or all are alike. Nothing was changed. Ask for a lower relevance, or leave .Rebalance() out."));
            context.AddFinding(finding);
            return new Resampled(train, new RebalanceReport(Options, [], [finding]));
        }

        LabelData label = LabelData.Read(ranged);
        var work = new RebalanceWork(ranged, label, Options, context) { Original = train };
        Dataset balanced = method.Apply(work);
        return Report(work, label, ranged, balanced.With(Like((CategoryColumn)ranged.Label!, train, balanced)), context, balanced);
    }

    // The range of every row afterwards: values stay within the ranges that were seen, so it is the last one that begins at or below.
    private static CategoryColumn Like(CategoryColumn ranges, Dataset before, Dataset after)
    {
        double[] values = before.Label!.ToNumbers().ToArray();
        double[] least = [.. Enumerable.Range(0, ranges.Levels.Count).Select(code => Enumerable.Range(0, values.Length).Where(row => ranges.Codes[row] == code).Min(row => values[row]))];
        int[] codes = Array.ConvertAll(after.Label!.ToNumbers().ToArray(), value => Array.FindLastIndex(least, one => one <= value) is var code and >= 0 ? code : 0);
        return new CategoryColumn(ranges.Name, codes, ranges.Levels);
    }

    private Resampled Report(RebalanceWork work, LabelData label, Dataset before, Dataset after, FitContext context, Dataset? result = null)
    {
        foreach (Finding finding in work.Findings) context.AddFinding(finding);
        return new Resampled(result ?? after, new RebalanceReport(Options, RebalanceSummary.Of(label, before, after), work.Findings));
    }

    private string Mismatch(Field label) => Options.Method.ForNumbers
        ? $"Label {ErrorText.Show(label.Name)} stands for classes, and {Options.Method.Name} is for a label that is a number. Take another method, such as RebalanceMethod.Smote()."
        : $"Label {ErrorText.Show(label.Name)} is {label.Type} and has no classes to balance. Leave .Rebalance() out, read the label as ColumnType.Category, or take RebalanceMethod.Smogn() for rare values of a number.";

    /// <summary>Calibration where rows or weights are changed, then the decision; as the options say.</summary>
    protected override IEnumerable<PostStep> PostSteps()
    {
        if (Options.Method.ForNumbers) yield break;
        if (Options.Recalibrate && Options.Method.ChangesRows) yield return new ProbabilityCalibrator(new() { Method = CalibrationMethod.Multinomial });
        if (Options.TuneDecision) yield return new DecisionBalancer();
    }

    private Schema WeightAsNumber(Schema input) =>
        Options.Method.AddsWeight && input.WithRole(ColumnRole.Weight).FirstOrDefault() is { } weight ? input.With(weight with { Type = ColumnType.Number, Levels = null }) : input;
}

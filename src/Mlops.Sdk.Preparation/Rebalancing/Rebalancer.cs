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
        else if (input.Label.Type is ColumnType.Number or ColumnType.Timestamp) problems.Add($"Label '{input.Label.Name}' is {input.Label.Type} and has no classes to balance. Leave .Rebalance() out, or derive a category from the label.");
        if (!Options.Method.AddsWeight || input.WithRole(ColumnRole.Weight).Any()) return WeightAsNumber(input);
        return input.With(new Field(new NewNames(input).Take(RebalanceWork.WeightName), ColumnType.Number, ColumnRole.Weight));
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        context.CancellationToken.ThrowIfCancellationRequested();
        LabelData label = LabelData.Read(train);
        if (label.Task == TaskKind.Regression)
            throw new MlopsException("MLO1703", $"Label '{label.Name}' is an integer with more than two values, which is a number to predict and has no classes to balance. Leave .Rebalance() out, or read the label as ColumnType.Category.");
        var work = new RebalanceWork(train, label, Options, context);
        Dataset balanced = Options.Method.Apply(work);
        foreach (Finding finding in work.Findings) context.AddFinding(finding);
        return new Resampled(balanced, new RebalanceReport(Options, RebalanceSummary.Of(label, train, balanced), work.Findings));
    }

    /// <summary>Calibration where rows or weights are changed, then the decision; as the options say.</summary>
    protected override IEnumerable<PostStep> PostSteps()
    {
        if (Options.Recalibrate && Options.Method.ChangesRows) yield return new ProbabilityCalibrator();
        if (Options.TuneDecision) yield return new DecisionBalancer();
    }

    private Schema WeightAsNumber(Schema input) =>
        Options.Method.AddsWeight && input.WithRole(ColumnRole.Weight).FirstOrDefault() is { } weight ? input.With(weight with { Type = ColumnType.Number, Levels = null }) : input;
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns which features contribute, and drops the others: those that hardly vary, those that repeat another one, and, on request, those that tell least of the label.</summary>
/// <remarks>
/// The score is the mutual information of feature and label over a table of codes: categories and flags as they are, numbers in ten bins of equal count, missing as a code of its own,
/// less what chance alone would give (Miller 1955). Texts are not judged and are kept. More than 100,000 rows are judged by a random 100,000 of them.
/// O(rows x features) for the scores and O(rows x features^2) for the correlations. Deterministic for a seed.
/// </remarks>
public sealed class FeatureSelector : Step<SelectionOptions, FittedFeatureSelector>
{
    internal const string KindName = "select_features";

    /// <summary>A selector.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FeatureSelector(SelectionOptions? options = null)
        : base(options, SelectionJson.Default.SelectionOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(problems);
        if (input.Label is null) problems.Add("Features are selected by what they tell of the label and no column has the role Label. Name it with Dataset.WithRole(name, ColumnRole.Label).");
        Options.Columns.Resolve(input, problems);
        return input;
    }

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        FeatureScore[] ranking = new FeatureJudge(train, Options, context).Rank();
        var state = new SelectionState(train.RowCount, train.Label!.Name, ranking);
        return new StepFit(new FittedFeatureSelector(train.Schema.Where(field => ranking.Any(score => score.IsKept && score.Feature == field.Name)), state));
    }
}

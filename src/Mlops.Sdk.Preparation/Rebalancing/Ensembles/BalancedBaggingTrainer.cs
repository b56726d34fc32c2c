using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Balanced bagging: models of bags in which every class has as many rows, drawn with replacement, and the mean of their probabilities (exactly balanced bagging; Breiman 1996, Chen, Liaw and Breiman 2004 for forests).</summary>
/// <remarks>
/// Every bag has every class, however few its rows are; imbalanced-learn draws from all rows at once, and a class of few may be missing. Weights of rows reach the members; rows of weight 0 are not drawn where their class has others. Rows are used as they come, so that groups, missing values and columns are what the member makes of them.
/// The cost is that of the members, whose bags are small. The same seed gives the same bits on any number of threads. Two classes or more.
/// </remarks>
public sealed class BalancedBaggingTrainer(BalancedBaggingOptions? options = null) : Trainer<BalancedBaggingOptions>(options, PreparationJson.Default.BalancedBaggingOptions)
{
    internal const string KindName = "balanced_bagging";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems) => BalancedEnsemble.Check(input, Options, problems);

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO1703: the label is a number.</exception>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context) => BalancedEnsemble.Fit("Balanced bagging", train, label, Options, withReplacement: true, context);
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One shallow decision tree (Breiman et al. 1984), to be read: two classes, several classes and numbers; categories and missing values as they are. Its report draws it.</summary>
/// <remarks>Splits lower the variance, or Gini's impurity, most. It is not pruned: depth and rows in a leaf are the limits. Costs rows times columns times depth.</remarks>
public sealed class DecisionTreeTrainer(DecisionTreeOptions? options = null) : Trainer<DecisionTreeOptions>(options, LearningJson.Default.DecisionTreeOptions)
{
    /// <inheritdoc/>
    public override string Kind => "decision_tree";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        ForestFit.Check(input, Options.ToForest(), problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context) => ForestFit.Fit(Kind, train, label, Options.ToForest(), context);
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>EasyEnsemble (Liu, Wu and Zhou 2009): models of bags that have all rows of the smallest class and as many of each other, drawn without replacement for each bag anew, and the mean of their probabilities.</summary>
/// <remarks>Its authors boost stumps in each bag (AdaBoost); here it is gradient boosting of small trees, unless another member is given. What else holds is that of <see cref="BalancedBaggingTrainer"/>.</remarks>
public sealed class EasyEnsembleTrainer(EasyEnsembleOptions? options = null) : Trainer<EasyEnsembleOptions>(options, PreparationJson.Default.EasyEnsembleOptions)
{
    internal const string KindName = "easy_ensemble";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems) => BalancedEnsemble.Check(input, Options, problems);

    /// <inheritdoc/>
    /// <exception cref="MlopsException">MLO1703: the label is a number.</exception>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context) => BalancedEnsemble.Fit("EasyEnsemble", train, label, Options, withReplacement: false, context);
}

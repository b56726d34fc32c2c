using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Random forests (Breiman 2001) and extra trees (Geurts, Ernst and Wehenkel 2006) over histograms, without a native library: two classes, several classes and numbers. Categories and missing values are learnt
/// from as they are, weights count, features can be held monotone or apart. The same seed gives the same bits on any number of threads.
/// </summary>
/// <remarks>Predictions are the mean over trees of the share of each class, or the mean label, in the leaf. Numbers are compared in single precision. A tree costs rows times columns looked at times depth. Levels of a
/// category that training did not see are treated as missing. Rows that a tree did not see judge it: finding FOREST001 tells the out-of-bag score.</remarks>
public sealed class ForestTrainer(ForestOptions? options = null) : Trainer<ForestOptions>(options, LearningJson.Default.ForestOptions)
{
    /// <inheritdoc/>
    public override string Kind => "forest";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        ForestFit.Check(input, Options, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context) => ForestFit.Fit(Kind, train, label, Options, context);
}

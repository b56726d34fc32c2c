using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// A generalised additive model by ML.NET: a curve for each column and nothing between columns, for two classes and for numbers. Features are numbers, integers or flags; a missing value is
/// learnt as one below the smallest of its column, and adds nothing where none was missing in training. The neutral model scores as ML.NET's own once rounded to single precision.
/// Runs on one thread, so that sums have one order. O(rows * columns) a round. <see cref="EbmTrainer"/> learns pairs of columns, categories and several classes too.
/// Source: Lou, Caruana and Gehrke, Intelligible models for classification and regression, 2012.
/// </summary>
public sealed class GamTrainer : Trainer<GamOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public GamTrainer(GamOptions? options = null)
        : base(options, OptionsJson.Default.GamOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "gam";

    /// <summary>What is to be taken for the answer of the probe; for tests.</summary>
    internal MlNetAvailability? Availability { get; init; }

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        if (label.Task == TaskKind.Multiclass)
            throw new MlopsException("MLO2207", $"Label '{label.Name}' has {label.Classes.Length} classes, and ML.NET's additive model knows two. Use EbmTrainer, or FastTreeTrainer.");
        // Its gain of a cut of weighted rows is never above 0, so the model would be a constant.
        if (train.Weight is { } weight)
            throw new MlopsException("MLO2208", $"ML.NET's additive model learns nothing from weighted rows. Use EbmTrainer, or give '{weight.Name}' the role Ignored.");
        MlNetAvailability available = Availability ?? MlNetTrainers.Probe();
        if (!available.FastTree)
            return StandIn.Fit(new EbmTrainer(new() { InteractionCount = 0 }), "ML.NET's additive model", available.FastTreeProblem!, "without pairs of columns", train, context);
        TrainingInput input = TrainingInput.Read(train, label, context);
        float[]? missing = MissingStandIns.Of(input.Columns);
        // Its sum begins at 0 and moves by cuts alone: where none is found, it would stay there.
        double mean = label.Task == TaskKind.Regression ? TreeTraining.Prior(label) : 0;
        if (mean != 0)
            input = input with { Target = input.Target with { Values = Array.ConvertAll(label.Values.ToArray(), value => (float)(value - mean)) } };
        NativeGamFit fit = GamNative.Fit(input, Options, missing);
        GamConversion.Verify(fit, input, missing);
        return new AdditivePredictor(label.Name, label.Task, label.Classes, train.Schema.Features, WithStart(fit.Model, mean, label, context),
            label.Task == TaskKind.Binary ? LinkFunction.Logit() : LinkFunction.Identity, new ModelOrigin(Kind, train.RowCount, context.Findings));
    }

    private static AdditiveModel WithStart(AdditiveModel model, double mean, LabelData label, FitContext context)
    {
        double start = model.Bias[0] + mean;
        if (model.Terms.Cast<TableTerm>().All(term => term.Axes[0].Cuts.IsEmpty))
        {
            TreeTraining.NoteNothingToSplit(context, "GAM001");
            start = TreeTraining.Prior(label);
        }

        return new AdditiveModel(model.FeatureCount, [start], model.Terms);
    }
}

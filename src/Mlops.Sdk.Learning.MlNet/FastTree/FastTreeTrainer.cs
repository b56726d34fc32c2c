using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Gradient-boosted trees by ML.NET's FastTree: two classes, numbers, and several classes as one model each against the rest. Features are numbers, integers or flags; a missing value is learnt
/// as one below the smallest of its column. FastTree needs a native library on x64 and x86; where it cannot be loaded, <see cref="BoostingTrainer"/> takes its place and a finding says so.
/// </summary>
public sealed class FastTreeTrainer : Trainer<FastTreeOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public FastTreeTrainer(FastTreeOptions? options = null)
        : base(options, OptionsJson.Default.FastTreeOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "fast_tree";

    /// <summary>What is to be taken for the answer of the probe; for tests.</summary>
    internal MlNetAvailability? Availability { get; init; }

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        RequireNumericFeatures(input, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context) => Fit(train, label, context, Options, Availability ?? MlNetTrainers.Probe());

    internal static Predictor Fit(Dataset train, LabelData label, FitContext context, FastTreeOptions options, MlNetAvailability available)
    {
        if (!available.FastTree)
        {
            BoostingOptions managed = new()
            {
                TreeCount = options.TreeCount,
                LeafCount = options.LeafCount,
                LearningRate = Math.Min(1, options.LearningRate),
                MinimumRowsPerLeaf = options.MinimumRowsPerLeaf,
                MaximumBinCount = Math.Min(255, options.MaximumBinCount),
                RowFraction = options.RowFraction,
                FeatureFraction = options.FeatureFraction,
            };
            return StandIn.Fit(new BoostingTrainer(managed), "FastTree", available.FastTreeProblem!, "with as many trees, leaves and the same learning rate; DropoutRate and BalanceClasses are not used", train, context);
        }

        TrainingInput input = TrainingInput.Read(train, label, context);
        float[]? missing = MissingStandIns.Of(input.Columns);
        if (label.Task != TaskKind.Multiclass)
        {
            NativeTreeFit fit = TreeTraining.Checked(FastTreeNative.Fit(input, options, missing), input, missing);
            return TreeTraining.IsConstant(fit.Model) ? TreeTraining.PriorPredictor("fast_tree", train, label, input.Weights, context) : TreeTraining.Predictor("fast_tree", train, label, fit.Model, fit.Link, context);
        }

        TreeEnsembleBuilder builder = new(input.Columns.Length, label.Classes.Length) { SinglePrecision = true };
        LinkFunction link = LinkFunction.Identity;
        for (int code = 0; code < label.Classes.Length; code++)
        {
            TrainingInput one = input with { Target = input.Target.OneVersusRest(code) };
            NativeTreeFit fit = TreeTraining.Checked(FastTreeNative.Fit(one, options, missing), one, missing);
            foreach (DecisionTree tree in fit.Model.Trees)
                builder.Add(new DecisionTree(tree.Nodes, tree.Weight, code));
            LogitLink sigmoid = (LogitLink)fit.Link;
            link = LinkFunction.OneVsAll(sigmoid.Slope, sigmoid.Offset, sigmoid.SinglePrecision);
            context.ReportProgress((code + 1.0) / label.Classes.Length, $"class {label.Classes[code]}");
        }

        TreeEnsemble model = builder.Build();
        return TreeTraining.IsConstant(model) ? TreeTraining.PriorPredictor("fast_tree", train, label, input.Weights, context) : TreeTraining.Predictor("fast_tree", train, label, model, link, context);
    }
}

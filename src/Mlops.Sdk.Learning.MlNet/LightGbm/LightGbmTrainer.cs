using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Gradient-boosted trees by LightGBM, for two classes, several classes and numbers. Features are numbers, integers or flags; missing values are learnt from. The same seed gives the same
/// model on any number of threads. Where the native library cannot be loaded, <see cref="FastTreeTrainer"/> stands in and a finding says so.
/// </summary>
public sealed class LightGbmTrainer : Trainer<LightGbmOptions>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public LightGbmTrainer(LightGbmOptions? options = null)
        : base(options, OptionsJson.Default.LightGbmOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "light_gbm";

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
        MlNetAvailability available = Availability ?? MlNetTrainers.Probe();
        if (!available.LightGbm)
            return FitStandIn(train, label, context, available);
        TrainingInput input = TrainingInput.Read(train, label, context);
        int rowsPerLeaf = Options.MinimumRowsPerLeaf ?? RowsPerLeaf(input.Rows, label.Classes.Length, context);
        NativeTreeFit fit = TreeTraining.Checked(LightGbmNative.Fit(input, Options, rowsPerLeaf), input);
        if (fit.Model.Trees.All(IsConstant))
            TreeTraining.NoteNothingToSplit(context, "LGBM003");
        return TreeTraining.Predictor(Kind, train, label, fit.Model, fit.Link, context);
    }

    private static bool IsConstant(DecisionTree tree) =>
        tree.Nodes.Where(node => node.IsLeaf).Select(node => node.Value).Distinct().Count() == 1;

    private static int RowsPerLeaf(int rows, int classes, FitContext context)
    {
        const int usual = 20;
        int rowsPerLeaf = Math.Clamp(rows / (10 * Math.Max(2, classes)), 1, usual);
        if (rowsPerLeaf < usual)
        {
            context.AddFinding(new Finding("LGBM001", Severity.Info, null, string.Create(CultureInfo.InvariantCulture,
                $"There are {rows} rows to learn from, so a leaf needs {rowsPerLeaf} rows instead of {usual}. Set MinimumRowsPerLeaf to decide yourself.")));
        }

        return rowsPerLeaf;
    }

    private Predictor FitStandIn(Dataset train, LabelData label, FitContext context, MlNetAvailability available)
    {
        context.AddFinding(new Finding("LGBM002", Severity.Warning, null,
            $"LightGBM cannot be loaded here ({available.LightGbmProblem}), so FastTree takes its place, with as many trees, leaves and the same learning rate."));
        return FastTreeTrainer.Fit(train, label, context, new FastTreeOptions
        {
            TreeCount = Options.TreeCount,
            LeafCount = Options.LeafCount,
            LearningRate = Options.LearningRate,
            MinimumRowsPerLeaf = Options.MinimumRowsPerLeaf,
            MaximumBinCount = Options.MaximumBinCount,
            RowFraction = Options.RowFraction,
            FeatureFraction = Options.FeatureFraction,
        }, available);
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal static class PostStepChecks
{
    public static void Run(ContractChecks checks, PostStep post, Dataset train)
    {
        var inner = new SketchPredictor(train);
        WrappedPredictor wrapped = post.Fit(inner, train, SavedState.Context());
        Predictions scores = wrapped.Score(train);
        checks.Check("the same seed gives the same answers", () => TrainerChecks.Same(scores, post.Fit(inner, train, SavedState.Context(threads: 1)).Score(train)));
        PlaceChecks.Run(checks, train, moved => TrainerChecks.Same(scores, post.Fit(inner, moved, SavedState.Context()).Score(moved)));
        checks.Check("one row alone gets the same bits as in a batch", () =>
        {
            Dataset all = scores.ToDataset();
            for (int row = 0; row < train.RowCount; row += 17) StepChecks.Same(all.Slice(row, 1), wrapped.Score(train.Slice(row, 1)).ToDataset());
        });
        checks.Check("scoring does not need the label", () => TrainerChecks.Same(scores, wrapped.Score(train.Drop(train.Schema.Label!.Name))));
        checks.Check("probabilities add up to one", () => TrainerChecks.Probabilities(scores));
        checks.Check("fit does not change its input", () => StepChecks.Same(train, StepChecks.Unchanged(train, () => post.Fit(inner, train, SavedState.Context()))));
        checks.Check("a culture does not change what is learnt", () => TrainerChecks.Same(scores, ContractChecks.InCulture("tr-TR", () => post.Fit(inner, train, SavedState.Context())).Score(train)));
        checks.Check("a loaded model gives the same bits and saves to the same bytes", () =>
        {
            FittedPipeline model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 5, LeafCount = 6 }).Add(post).Fit(train, SavedState.Context());
            byte[] bundle = SavedState.Save(model);
            FittedPipeline loaded = SavedState.Load(bundle);
            TrainerChecks.Same(model.Score(train), loaded.Score(train));
            StepChecks.SameBytes(bundle, SavedState.Save(loaded));
        });
        checks.Check("many threads at once get the right answer", () => Parallel.For(0, 8, _ => TrainerChecks.Same(scores, wrapped.Score(train))));
        checks.Check("no rows give no rows", () => ContractChecks.Require(wrapped.Score(train.Slice(0, 0)).RowCount == 0, "rows appeared"));
        checks.Check("strange data is defined", () =>
        {
            foreach (Dataset strange in StrangeData.Of(train)) ContractChecks.Allows(() => StepChecks.Rendered(post.Fit(inner, strange, SavedState.Context()).Report));
        });
        WorkChecks.Run(checks, post, train, (data, context, cancellation) => post.Fit(inner, data, context, cancellation).Report);
        checks.Check("the report shows itself", () => StepChecks.Rendered(wrapped.Report));
    }

    /// <summary>A model that is simple to see through: the logistic of one column.</summary>
    private sealed class SketchPredictor(Dataset train) : Predictor(train.Schema.Label!.Name, TaskKind.Binary, LabelData.Read(train).Classes, [train.Schema["age"]])
    {
        public override string Kind => "sketch";

        public override Report Report => new GeneralReport(new ReportBuilder("Sketch").Section("Model").Text("The logistic of age.").Build());

        protected override void SaveCore(BundleWriter writer) => throw new NotSupportedException("The sketch lives for one check.");

        protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken) =>
            Predictions.ForPositive(Label, Classes, [.. data["age"].ToNumbers().ToArray().Select(age => 1 / (1 + Math.Exp((48 - age) / 8)))]);
    }
}

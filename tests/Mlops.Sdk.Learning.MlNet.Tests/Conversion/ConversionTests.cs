using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Learning.MlNet.Tests.Conversion;

public class ConversionTests
{
    public static TheoryData<string, TaskKind, bool> Cases { get; } =
    [
        .. from trainer in new[] { "light_gbm", "fast_tree", "fast_forest" }
           from task in new[] { TaskKind.Binary, TaskKind.Regression }
           from missing in new[] { false, true }
           select new TheoryDataRow<string, TaskKind, bool>(trainer, task, missing),
        new("light_gbm", TaskKind.Multiclass, false),
        new("light_gbm", TaskKind.Multiclass, true),
        new("light_gbm_ova", TaskKind.Multiclass, false),
        new("light_gbm_ova", TaskKind.Multiclass, true),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Convert_AllRowsSeenAndUnseen_EqualMlNetToTheBit(string trainer, TaskKind task, bool missing)
    {
        TrainingInput input = Input(TestData.Make(task, 1000, missing));
        float[]? standIns = trainer.StartsWith("light_gbm", StringComparison.Ordinal) ? null : MissingStandIns.Of(input.Columns);
        NativeTreeFit fit = Fit(trainer, input, standIns);
        Column[] unseen = [.. TestData.Make(task, 1000, missing, seed: 2).Features];

        ConversionCheck.Verify(fit, new FeatureMatrix(input.Columns, standIns), new FeatureMatrix(input.Columns));
        ConversionCheck.Verify(fit, new FeatureMatrix(unseen, standIns), new FeatureMatrix(unseen));
        Assert.Equal(missing, fit.Model.Trees.Any(tree => tree.Nodes.Any(node => node.MissingGoesLeft)));
        AssertFlatEqualsPlain(fit.Model, unseen);
    }

    [Fact]
    public void Verify_OneMissingDirectionTurned_IsFound()
    {
        TrainingInput input = Input(TestData.Make(TaskKind.Binary, 2000, missing: true));
        NativeTreeFit fit = Fit("light_gbm", input, null);
        TreeEnsembleBuilder wrong = new(input.Columns.Length) { SinglePrecision = true };
        foreach (DecisionTree tree in fit.Model.Trees)
            wrong.Add(tree.Nodes.Select((node, i) => i == 0 ? TreeNode.Split(node.Feature, node.Threshold, node.Left, node.Right, !node.MissingGoesLeft) : node).ToArray());
        FeatureMatrix rows = new(input.Columns);

        MlopsException error = Assert.Throws<MlopsException>(() => ConversionCheck.Verify(fit with { Model = wrong.Build() }, rows, rows));
        Assert.Equal("MLO2302", error.Code);
    }

    [Fact]
    public void Convert_InfiniteAndConstantColumns_EqualMlNetToTheBit()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 1000);
        double[] wild = ((NumberColumn)data["x0"]).Values.ToArray();
        for (int row = 0; row < wild.Length; row += 7)
            wild[row] = row % 2 == 0 ? double.PositiveInfinity : double.NegativeInfinity;
        data = data.With(new NumberColumn("x0", wild)).With(new NumberColumn("x1", new double[1000])).With(new NumberColumn("x2", Enumerable.Repeat(double.NaN, 1000).ToArray()));
        TrainingInput input = Input(data);
        foreach (string trainer in new[] { "light_gbm", "fast_tree", "fast_forest" })
        {
            float[]? standIns = trainer == "light_gbm" ? null : MissingStandIns.Of(input.Columns);
            NativeTreeFit fit = Fit(trainer, input, standIns);
            ConversionCheck.Verify(fit, new FeatureMatrix(input.Columns, standIns), new FeatureMatrix(input.Columns));
        }
    }

    internal static TrainingInput Input(Dataset data, int threads = 2)
    {
        LabelData label = LabelData.Read(data);
        return new TrainingInput
        {
            Columns = [.. data.Features],
            Target = new(label.Task switch { TaskKind.Binary => TargetKind.Binary, TaskKind.Multiclass => TargetKind.Multiclass, _ => TargetKind.Regression },
                label.Task == TaskKind.Regression ? Array.ConvertAll(label.Values.ToArray(), v => (float)v) : Array.ConvertAll(label.Codes.ToArray(), c => (float)c), label.Classes.Length),
            Weights = null,
            Seed = 7,
            Threads = threads,
            TaskThreads = threads,
            Cancellation = TestContext.Current.CancellationToken,
        };
    }

    internal static NativeTreeFit Fit(string trainer, TrainingInput input, float[]? standIns) => trainer switch
    {
        "fast_tree" => FastTreeNative.Fit(input, new() { TreeCount = 30 }, standIns),
        "fast_forest" => FastForestNative.Fit(input, new() { TreeCount = 30 }, standIns),
        "light_gbm_ova" => LightGbmNative.Fit(input, new() { TreeCount = 30, UseSoftmax = false }, 20),
        _ => LightGbmNative.Fit(input, new() { TreeCount = 30 }, 20),
    };

    private static void AssertFlatEqualsPlain(TreeEnsemble model, Column[] columns)
    {
        FlatTreeScorer scorer = new(model);
        Assert.True(scorer.IsPacked);
        ImmutableArray<ReadOnlyMemory<float>> values = [.. columns.Select(column =>
        {
            float[] single = new float[column.Length];
            column.CopyNumbers(0, single);
            return (ReadOnlyMemory<float>)single;
        })];
        double[] flat = new double[columns[0].Length * model.OutputCount];
        scorer.Score(values, flat.AsMemory(), 8, TestContext.Current.CancellationToken);
        FeatureMatrix matrix = new(columns);
        float[] row = new float[columns.Length];
        double[] plain = new double[model.OutputCount];
        for (int i = 0; i < columns[0].Length; i++)
        {
            matrix.Fill(i, row);
            model.Score(row, plain);
            Assert.Equal(plain, flat[(i * model.OutputCount)..((i + 1) * model.OutputCount)]);
        }
    }
}

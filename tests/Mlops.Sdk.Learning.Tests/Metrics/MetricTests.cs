using CsCheck;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Learning.Tests.Metrics;

public sealed class MetricTests
{
    public static TheoryData<string> Cases => [.. MetricReference.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_ReferenceCase_EqualsScikitLearn(string name)
    {
        MetricCase given = MetricReference.Case(name);
        foreach ((string metric, double expected) in given.Expected)
        {
            MetricValue actual = Metric.Find(metric).Compute(given.Predictions, given.Label, given.Weights);
            Assert.True(actual.Value is { } value && Math.Abs(value - expected) <= 1e-12 + 1e-9 * Math.Abs(expected), $"{metric}: expected {expected:R}, got {actual.Value:R} {actual.Reason}");
        }
    }

    [Fact]
    public void All_EveryMetric_HasReferenceNumbersOfEveryTaskItJudges()
    {
        foreach (TaskKind task in Enum.GetValues<TaskKind>())
        {
            string[] known = [.. MetricReference.Names.Select(MetricReference.Case).Where(one => one.Predictions.Task == task).SelectMany(one => one.Expected.Keys).Distinct()];
            Assert.Empty(Metric.For(task).Select(metric => metric.Name).Except(known));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_MetricWithoutReference_IsNullWithReasonOrDefinedByConvention(string name)
    {
        MetricCase given = MetricReference.Case(name);
        foreach (Metric metric in Metric.For(given.Predictions.Task).Where(metric => !given.Expected.ContainsKey(metric.Name)))
        {
            MetricValue actual = metric.Compute(given.Predictions, given.Label, given.Weights);
            bool averageOverFewer = name.EndsWith("class_absent_from_labels", StringComparison.Ordinal) && metric.Name is "auc" or "auc_weighted" or "auc_pr";
            // F1 of rows among which no positive is decided on is 0 by its definition, which scikit-learn's number was not recorded for.
            bool zeroF1 = metric == Metric.F1 && actual.Value == 0;
            Assert.True(averageOverFewer || zeroF1 || (actual.Value is null && actual.Reason is { Length: > 10 }), actual.ToString());
        }
    }

    [Fact]
    public void Auc_RandomScores_EqualsCountOfPairs() =>
        Gen.Select(Gen.Int[0, 6].Array[2, 40], Gen.Int[0, 1].Array[40], Gen.Int[0, 3].Array[40]).Sample((scores, labels, weights) =>
        {
            double right = 0, pairs = 0;
            for (int i = 0; i < scores.Length; i++)
            for (int j = 0; j < scores.Length; j++)
            {
                if (labels[i] != 1 || labels[j] != 0) continue;
                double weight = weights[i] * weights[j];
                pairs += weight;
                right += weight * (scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0);
            }

            Dataset data = Binary(labels[..scores.Length]);
            var predictions = Predictions.ForPositive("y", ["n", "p"], Array.ConvertAll(scores, score => score / 6.0));
            MetricValue auc = Metric.Auc.Compute(predictions, LabelData.ReadFor(data, TaskKind.Binary, ["n", "p"]), Array.ConvertAll(weights[..scores.Length], weight => (double)weight));
            if (pairs == 0) Assert.NotNull(auc.Reason);
            else Assert.Equal(right / pairs, auc.Value!.Value, 12);
        }, iter: 300);

    [Fact]
    public void Compute_NanAndOutOfRangePredictions_ErrorNamesRows()
    {
        Dataset data = Binary([0, 1, 0, 1]);
        var nan = Assert.Throws<MlopsException>(() => Metric.Auc.Compute(Predictions.ForPositive("y", ["n", "p"], [0.1, double.NaN, 0.3, double.NaN]), data));
        Assert.Equal("MLO2101", nan.Code);
        Assert.Contains("rows 1, 3", nan.Message, StringComparison.Ordinal);
        Assert.Contains("row 2", Assert.Throws<MlopsException>(() => Metric.LogLoss.Compute(Predictions.ForPositive("y", ["n", "p"], [0.1, 0.2, 1.5, 0.1]), data)).Message, StringComparison.Ordinal);
        Dataset numbers = new Dataset(new NumberColumn("y", new double[] { 1, 2 })).WithRole("y", ColumnRole.Label);
        Assert.Contains("row 1", Assert.Throws<MlopsException>(() => Metric.Rmse.Compute(Predictions.ForValues("y", [1, double.PositiveInfinity]), numbers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_BadWeights_ErrorNamesRows()
    {
        Dataset data = Binary([0, 1, 0]).With(new NumberColumn("w", new[] { 1, double.NaN, -1 }), ColumnRole.Weight);
        var error = Assert.Throws<MlopsException>(() => Metric.Auc.Compute(Predictions.ForPositive("y", ["n", "p"], [0.1, 0.2, 0.3]), data));
        Assert.Equal("MLO2102", error.Code);
        Assert.Contains("rows 1, 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_OtherTask_IsNullWithReason() =>
        Assert.NotNull(Metric.Rmse.Compute(Predictions.ForPositive("y", ["n", "p"], [0.1, 0.2]), Binary([0, 1])).Reason);

    [Fact]
    public void Find_MistypedName_SuggestsNearest() =>
        Assert.Contains("Did you mean 'log_loss'?", Assert.Throws<ArgumentException>(() => Metric.Find("logloss")).Message, StringComparison.Ordinal);

    [Fact]
    public void All_NamesAndRanges_AreConsistent()
    {
        Assert.Equal(Metric.All.Length, Metric.All.Select(metric => metric.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Metric.All, metric => Assert.Same(metric, Metric.Find(metric.Name)));
        Assert.All(Metric.All, metric => Assert.Matches("^[a-z][a-z0-9_]+$", metric.Name));
        Assert.All(Metric.All, metric => Assert.True(metric.Minimum < metric.Maximum && metric.Definition.EndsWith('.') && metric.Tasks.Length > 0));
        Assert.All(Enum.GetValues<TaskKind>(), task => Assert.Contains(task, Metric.Default(task).Tasks));
        Assert.True(Metric.LogLoss.IsBetter(0.1, 0.2) && Metric.Auc.IsBetter(0.9, 0.8) && Metric.Auc.IsBetter(0.1, double.NaN) && !Metric.Auc.IsBetter(double.NaN, 0));
    }

    private static Dataset Binary(int[] labels) => new Dataset(new CategoryColumn("y", labels, new CategoryLevels(["n", "p"]))).WithRole("y", ColumnRole.Label);
}

using Mlops.Sdk.Learning.Tests.Evaluation;

namespace Mlops.Sdk.Learning.Tests.Trainers;

public sealed class PriorTrainerTests
{
    [Fact]
    public void Fit_Weights_ProbabilitiesAreWeightedShares()
    {
        Dataset data = new Dataset(CategoryColumn.FromValues("y", ["a", "b", "b"]), new NumberColumn("w", new double[] { 2, 1, 1 }), new NumberColumn("x", new double[] { 1, 2, 3 }))
            .WithRole("y", ColumnRole.Label).WithRole("w", ColumnRole.Weight);
        Predictions predictions = Pipeline.Empty.TrainPrior().Fit(data).Score(data);
        Assert.Equal(new double[] { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 }, predictions.Probabilities.ToArray());
    }

    [Fact]
    public void Save_ThenLoad_SamePredictionsAndBytes()
    {
        (Dataset data, _) = EvaluationData.Numbers(50);
        FittedPipeline model = Pipeline.Empty.Train(new PriorTrainer()).Fit(data.With(new NumberColumn("x", new double[50])));
        using var first = new MemoryStream();
        model.Save(first);
        first.Position = 0;
        FittedPipeline loaded = FittedPipeline.Load(first);
        Assert.Equal(model.Score(data).Values.ToArray(), loaded.Score(data).Values.ToArray());
        using var second = new MemoryStream();
        loaded.Save(second);
        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(0, model.Evaluate(data)[Metric.R2].Value!.Value, 12);
    }
}

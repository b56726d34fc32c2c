using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

/// <summary>Two classes from the number <c>x</c> by a sigmoid; with memory, a row that was seen while training gets its own label back, so that leaks show.</summary>
internal sealed class SigmoidTrainer(double noise = 0, bool memory = false, double sharpen = 1) : Trainer<PriorOptions>(null, LearningJson.Default.PriorOptions)
{
    public List<int> TrainedOn { get; } = [];

    public override string Kind => "test_sigmoid";

    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        TrainedOn.Add(train.RowCount);
        double[] x = train["x"].ToNumbers().ToArray();
        var disturbed = Array.ConvertAll(x, value => value + noise * context.Random.NextGaussian());
        PlattScaling fit = PlattScaling.Fit(disturbed, [.. label.Codes.ToArray().Select(code => code == 1)]);
        var known = new Dictionary<double, int>();
        for (int row = 0; row < x.Length; row++) known[x[row]] = label.Codes.Span[row];
        return new Model(label, fit, memory ? known : [], sharpen);
    }

    private sealed class Model(LabelData label, PlattScaling fit, Dictionary<double, int> known, double sharpen) : Predictor(label.Name, label.Task, label.Classes, [new Field("x", ColumnType.Number)])
    {
        public override string Kind => "test_sigmoid";

        public override Report Report => new GeneralReport(new ReportBuilder("Sigmoid").Build());

        protected override void SaveCore(BundleWriter writer) => throw new NotSupportedException();

        protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
        {
            double[] x = data["x"].ToNumbers().ToArray();
            return Predictions.ForPositive(Label, Classes, Array.ConvertAll(x, value => known.TryGetValue(value, out int code) ? code : new PlattScaling(fit.Slope * sharpen, fit.Intercept).At(value)));
        }
    }
}

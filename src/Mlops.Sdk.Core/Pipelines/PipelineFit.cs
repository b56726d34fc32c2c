using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Fits the stages of a pipeline one after the other.</summary>
internal sealed class PipelineFit
{
    private readonly RunContext _run;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<FittedStep> _steps = [];
    private readonly List<Report> _reports = [];
    private Dataset _current;
    private Predictor? _predictor;

    private PipelineFit(Dataset train, RunContext run, CancellationToken cancellation)
    {
        _current = train;
        _run = run;
        _cancellation = cancellation;
    }

    public static FittedPipeline Run(Pipeline pipeline, Dataset train, RunContext run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(train);
        // A file with nothing but a header has no types either; that there are no rows is the cause to tell.
        if (pipeline.Trainer is not null) LabelData.RequireRows(train);
        pipeline.CheckSchema(train.Schema);
        Dataset fitOn = train, calibration = train;
        bool outOfFold = pipeline.CalibrationFolds > 0 && pipeline.Stages.Any(stage => stage is PostStep);
        if (!outOfFold && pipeline.Stages.Any(stage => stage is PostStep)) (fitOn, calibration) = train.Split(pipeline.CalibrationFraction, run.Child("calibration_split").Seed);
        var fit = new PipelineFit(fitOn, run, cancellation);
        for (int i = 0; i < pipeline.Stages.Length; i++)
        {
            run.Progress?.Report(new RunProgress(run.Path, (double)i / pipeline.Stages.Length, pipeline.Stages[i].Kind));
            if (outOfFold && pipeline.Stages[i] is PostStep)
            {
                fit.FitOutOfFold(pipeline, train);
                break;
            }

            fit.FitStage(pipeline.Stages[i], calibration);
        }

        run.Progress?.Report(new RunProgress(run.Path, 1, "fitted"));
        string? fingerprint = run.Path.Length == 0 ? train.Fingerprint(cancellation).ToString() : null;
        var model = new FittedPipeline(train.Schema, fingerprint, [.. fit._steps], fit._predictor, [.. fit._reports], run.Time.GetUtcNow());
        if (fingerprint is not null && run.Observer is { } observer) observer.PipelineFitted(new PipelineFitted(pipeline.ToJson(), run.Seed, train.Schema, fingerprint, train.RowCount, model));
        return model;
    }

    public static Dataset Prepare(Pipeline pipeline, Dataset train, RunContext run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(train);
        var fit = new PipelineFit(train, run, cancellation);
        foreach (Stage stage in pipeline.Stages.TakeWhile(stage => stage is not Trainer)) fit.FitStage(stage, train);
        return fit._current;
    }

    private void FitStage(Stage stage, Dataset calibration)
    {
        RunContext context = _run.Child(NameOf(stage));
        switch (stage)
        {
            case Step step:
                var fitted = step.FitTransform(_current, context, _cancellation);
                _steps.Add(fitted.Fitted);
                _reports.Add(fitted.Fitted.Report);
                _current = fitted.TrainingOutput!;
                break;
            case Resampler resampler:
                Resampled resampled = resampler.Resample(_current, context, _cancellation);
                _reports.Add(resampled.Report);
                _current = resampled.Data;
                break;
            case Trainer trainer:
                _predictor = trainer.Fit(_current, context, _cancellation);
                _reports.Add(_predictor.Report);
                break;
            case PostStep post:
                Dataset prepared = _steps.Aggregate(calibration, (data, step) => step.Transform(data, _cancellation));
                _predictor = post.Fit(_predictor!, prepared, context, _cancellation);
                _reports.Add(_predictor.Report);
                break;
            default:
                throw new InvalidOperationException($"A stage of type {stage.GetType().Name} has no place in a pipeline.");
        }
    }

    // The post-steps learn around a stand-in that says what the models of the folds said, and go around the model of all rows in the end.
    private void FitOutOfFold(Pipeline pipeline, Dataset train)
    {
        Predictor model = _predictor!;
        (OutOfFoldPredictor standIn, int[] rows) = OutOfFoldPredictor.Fit(pipeline.WithoutPostSteps(), train, model, pipeline.CalibrationFolds, _run, _cancellation);
        Dataset prepared = _steps.Aggregate(train, (data, step) => step.Transform(data, _cancellation))
            .With(new IntegerColumn(standIn.RowColumn, Enumerable.Range(0, train.RowCount).Select(row => (long)row).ToArray()), ColumnRole.Ignored);
        if (rows.Length < train.RowCount) prepared = prepared.Take(rows);
        Predictor current = standIn;
        var wrapped = new List<WrappedPredictor>();
        foreach (PostStep post in pipeline.Stages.OfType<PostStep>())
        {
            wrapped.Add(post.Fit(current, prepared, _run.Child(NameOf(post)), _cancellation));
            current = wrapped[^1];
        }

        foreach (WrappedPredictor one in wrapped)
        {
            model = one.WithInner(model);
            _reports.Add(model.Report);
        }

        _predictor = model;
    }

    // Named by kind and occurrence, not by place, so that adding a stage does not change the seeds of the others.
    private string NameOf(Stage stage)
    {
        int count = _names[stage.Kind] = _names.GetValueOrDefault(stage.Kind) + 1;
        return count == 1 ? stage.Kind : $"{stage.Kind}-{count}";
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Runs a cross-validation.</summary>
internal sealed class CrossValidator
{
    private readonly Pipeline _pipeline;
    private readonly Dataset _data;
    private readonly CrossValidationOptions _options;
    private readonly RunContext _context;
    private readonly CancellationToken _cancellation;
    private readonly LabelData _label;
    private readonly ImmutableArray<Metric> _metrics;
    private readonly OutOfFoldRows _outOfFold;
    private readonly List<FoldResult> _folds = [];
    private ulong _foldsHash;

    public CrossValidator(Pipeline pipeline, Dataset data, CrossValidationOptions options, RunContext context, CancellationToken cancellation)
    {
        if (pipeline.Trainer is null) throw new ArgumentException("The pipeline has no trainer, so there is nothing to judge. Add one, for example Train(trainer).", nameof(pipeline));
        pipeline.CheckSchema(data.Schema);
        _pipeline = pipeline;
        _data = data;
        _options = options;
        _context = context;
        _cancellation = cancellation;
        _label = LabelData.Read(data);
        _metrics = options.Metrics.Count == 0 ? Metric.For(_label.Task) : [.. options.Metrics];
        _outOfFold = new OutOfFoldRows(_label, data.RowCount);
    }

    public CrossValidationReport Run()
    {
        int all = _options.Folds * _options.Repeats;
        long started = _context.Time.GetTimestamp();
        for (int repeat = 0; repeat < _options.Repeats; repeat++)
        {
            IReadOnlyList<Fold> folds = CutFolds.Of(_data, _label.Task, _options.Folds, _options.Split, _options.Time, SplitSeed(repeat));
            for (int index = 0; index < folds.Count; index++)
            {
                _cancellation.ThrowIfCancellationRequested();
                _context.Progress?.Report(new RunProgress(_context.Path, (double)_folds.Count / all, $"fold {_folds.Count + 1} of {all}"));
                RunFold(folds[index], repeat, index);
            }
        }

        _context.Progress?.Report(new RunProgress(_context.Path, 1, "cross-validated"));
        return new CrossValidationReport(new CrossValidationResult(
            _label, _options, _context.Seed, [.. _metrics.Select(Summarize)], [.. _folds], _outOfFold.ToPredictions(), [.. _outOfFold.Rows], _foldsHash, _context.Time.GetElapsedTime(started)));
    }

    // From the seed alone and not from the path, so that candidates that run under different names are cut alike.
    private ulong SplitSeed(int repeat) => _context.Child(string.Create(CultureInfo.InvariantCulture, $"split-{repeat + 1}")).Seed;

    private void RunFold(Fold fold, int repeat, int index)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{(_options.Repeats > 1 ? $"repeat-{repeat + 1}-" : "")}fold-{index + 1}");
        RequireTwoClasses(fold, name);
        RunContext run = _context.Child(name);
        FittedPipeline model = _pipeline.Fit(fold.Train, run, _cancellation);
        Predictions predictions = ClassAlignment.Align(model.Score(fold.Validation, _cancellation), _label, name);
        MetricData judged = MetricData.Create(predictions, fold.Validation);
        var sample = new MetricSample(judged);
        MetricValue[] values = [.. _metrics.Select(metric => metric.Compute(sample))];
        foreach (MetricValue value in values)
            if (value.Value is { } number) _context.Observer?.MetricLogged(run.Path, value.Metric.Name, number, _folds.Count);
        _folds.Add(new FoldResult(repeat + 1, index + 1, fold.Train.RowCount, fold.Validation.RowCount, [.. values]));
        if (repeat == 0) _outOfFold.Add(predictions, fold.ValidationRows.Span);
        foreach (int row in fold.ValidationRows.Span) _foldsHash = Hashing.Combine(_foldsHash, (ulong)row);
        _foldsHash = Hashing.Combine(_foldsHash, ulong.MaxValue);
    }

    // The trainer would say so of the rows of a part that the caller never sees.
    private void RequireTwoClasses(Fold fold, string name)
    {
        if (_label.Task == TaskKind.Regression) return;
        int[] counts = LabelData.ReadFor(fold.Train, _label.Task, _label.Classes).CountClasses(), all = _label.CountClasses();
        if (counts.Count(rows => rows > 0) > 1) return;
        string classes = string.Join(", ", _label.Classes.Take(5).Select((one, code) => string.Create(CultureInfo.InvariantCulture, $"{ErrorText.Show(one)} in {all[code]}")));
        throw new MlopsException("MLO1201", string.Create(CultureInfo.InvariantCulture, $"The training part of {name} has one class only, since the label '{_label.Name}' has {classes} of {_data.RowCount} rows. Collect more rows of the rare class, or put classes together with data.Recode(\"{_label.Name}\", ...)."));
    }

    private CrossValidatedMetric Summarize(Metric metric, int index)
    {
        ImmutableArray<double?> values = [.. _folds.Select(fold => fold.Values[index].Value)];
        double[] known = [.. values.OfType<double>()];
        if (known.Length == 0) return new CrossValidatedMetric(metric, null, null, null, values, _folds[0].Values[index].Reason);
        Moments moments = Moments.Of(known);
        double? deviation = known.Length > 1 ? moments.StandardDeviation : null;
        string? reason = known.Length < values.Length ? $"Undefined in {values.Length - known.Length} of {values.Length} folds, which are left out: {_folds.Select(fold => fold.Values[index].Reason).First(one => one is not null)}" : null;
        return new CrossValidatedMetric(metric, moments.Mean, deviation, deviation / Math.Sqrt(known.Length), values, reason);
    }
}

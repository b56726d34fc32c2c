using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tells what more rows would bring.</summary>
public static class LearningCurveExtensions
{
    private const int Resamples = 200;
    private const int FewestRows = 20;

    /// <summary>Fits the pipeline on growing parts of the training rows of each fold, judges each by the same held-out rows, and continues the curve by a power law: would more rows help?</summary>
    /// <remarks>As many fits as folds times repeats times fractions. The same seed gives the same bits on any number of threads.</remarks>
    /// <param name="pipeline">The pipeline, with a trainer.</param>
    /// <param name="data">The labelled data.</param>
    /// <param name="options">Metric, folds, sizes.</param>
    /// <param name="context">Seed, threads and progress.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The pipeline has no trainer, the metric is not for the task, there are too few rows, or the metric is undefined at fewer than three sizes.</exception>
    public static LearningCurveReport LearningCurve(this Pipeline pipeline, Dataset data, LearningCurveOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(data);
        if (pipeline.Trainer is null) throw new ArgumentException("The pipeline has no trainer, so there is nothing to judge. Add one, for example TrainBoosting().", nameof(pipeline));
        options ??= new();
        RunContext run = context ?? RunContext.Default;
        LabelData label = LabelData.Read(data);
        Metric metric = options.Metric ?? Metric.Default(label.Task);
        if (!metric.Tasks.Contains(label.Task)) throw new ArgumentException($"'{metric.Name}' does not judge {label.Task}. Choose one of {string.Join(", ", Metric.For(label.Task).Select(one => one.Name))}.", nameof(options));
        int folds = options.Folds * options.Repeats, sizes = options.Fractions.Count, done = 0;
        double[,] values = new double[folds, sizes], rows = new double[folds, sizes];
        for (int repeat = 0; repeat < options.Repeats; repeat++)
        {
            int index = repeat * options.Folds;
            foreach (Fold fold in CutFolds.Of(data, label.Task, options.Folds, options.Split, options.Time, run.Child(string.Create(CultureInfo.InvariantCulture, $"split-{repeat + 1}")).Seed))
            {
                // Any first part of rows in random order is a random part, and contains every smaller one.
                int[] order = RandomStream.For(run.Seed, "learning_curve").Split(index).Permutation(fold.Train.RowCount);
                if (order.Length * options.Fractions[0] < FewestRows)
                    throw new ArgumentException($"The smallest part would have fewer than {FewestRows} of the {order.Length} rows that fold {index + 1} learns from. Give more rows, or larger Fractions.", nameof(options));
                for (int size = 0; size < sizes; size++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    run.Progress?.Report(new RunProgress(run.Path, (double)done++ / folds / sizes, $"fold {index + 1} of {folds}, size {size + 1} of {sizes}"));
                    int[] part = order[..Math.Max((int)Math.Round(options.Fractions[size] * order.Length), 1)];
                    Array.Sort(part);
                    rows[index, size] = part.Length;
                    values[index, size] = Value(pipeline, fold.Train.Take(part), fold.Validation, label, metric, run.Child(string.Create(CultureInfo.InvariantCulture, $"fold-{index + 1}-size-{size + 1}")), cancellationToken);
                }

                index++;
            }
        }

        return Report(label.Name, metric, options.MinimumGain, rows, values, run);
    }

    // A part may lack a class, or all but one: there is no value then.
    private static double Value(Pipeline pipeline, Dataset train, Dataset validation, LabelData label, Metric metric, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            Predictions said = ClassAlignment.Align(pipeline.Fit(train, run, cancellationToken).Score(validation, cancellationToken), label, run.Path);
            return metric.Compute(said, validation).Value ?? double.NaN;
        }
        catch (MlopsException error) when (error.Code is "MLO1201" or "MLO2111")
        {
            return double.NaN;
        }
    }

    private static LearningCurveReport Report(string label, Metric metric, double? minimumGain, double[,] rows, double[,] values, RunContext run)
    {
        int folds = values.GetLength(0), sizes = values.GetLength(1);
        int[] kept = [.. Enumerable.Range(0, sizes).Where(size => Enumerable.Range(0, folds).All(fold => double.IsFinite(values[fold, size])))];
        if (kept.Length < 3) throw new ArgumentException($"'{metric.Name}' is defined in every fold at {kept.Length} of {sizes} sizes; a curve takes 3. Give more rows, larger Fractions, or another metric.", nameof(values));
        double[] at = [.. kept.Select(size => Enumerable.Range(0, folds).Average(fold => rows[fold, size]))];
        LearningCurvePoint[] points = [.. kept.Select((size, index) =>
        {
            double[] own = [.. Enumerable.Range(0, folds).Select(fold => values[fold, size])];
            return new LearningCurvePoint(at[index], own.Average(), Descriptive.StandardDeviation(own) / Math.Sqrt(folds), [.. own]);
        })];
        RandomStream random = RandomStream.For(run.Seed, "learning_curve.resamples");
        PowerLaw[] resampled = [.. Enumerable.Range(0, Resamples).Select(resample =>
        {
            RandomStream own = random.Split(resample);
            int[] drawn = [.. Enumerable.Range(0, folds).Select(_ => own.NextInt32(folds))];
            return PowerLaw.Fit(at, [.. kept.Select(size => drawn.Average(fold => values[fold, size]))], [], metric.Minimum, metric.Maximum);
        })];
        return new LearningCurveReport(label, metric, minimumGain ?? LearningCurveReport.WorthOf(metric, points[^1].Mean), [.. points], PowerLaw.Fit(at, [.. points.Select(point => point.Mean)], [], metric.Minimum, metric.Maximum), [.. resampled]);
    }
}

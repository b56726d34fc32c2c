using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Judges the choice among candidates.</summary>
public static class NestedExtensions
{
    /// <summary>Chooses the best candidate by cross-validation inside each outer training part, fits it there and judges it by the outer rows: the score of the best of many, without the luck of having been chosen.</summary>
    /// <remarks>As many fits as outer folds times (candidates times inner folds, and one).</remarks>
    /// <param name="data">The labelled data.</param>
    /// <param name="candidates">Pipelines with a trainer, by name.</param>
    /// <param name="options">Metric and inner folds; how they are dealt, and the gap of those in time, holds for the outer folds too.</param>
    /// <param name="outerFolds">How many outer folds, at least 2.</param>
    /// <param name="context">Seed, threads and progress.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">There is no candidate, a name is empty or given twice, or the metric does not judge the task.</exception>
    public static NestedReport CompareNested(this Dataset data, IEnumerable<(string Name, Pipeline Pipeline)> candidates, ComparisonOptions? options = null, int outerFolds = 5, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(candidates);
        (string Name, Pipeline Pipeline)[] all = [.. candidates];
        options ??= new();
        RunContext run = context ?? RunContext.Default;
        LabelData label = LabelData.Read(data);
        Metric metric = options.Metric ?? Metric.Default(label.Task);
        options = options with { Metric = metric, CrossValidation = options.CrossValidation with { Metrics = [metric] } };
        var outOfFold = new OutOfFoldRows(label, data.RowCount);
        var folds = new List<NestedFold>();
        IReadOnlyList<Fold> cut = CutFolds.Of(data, label.Task, outerFolds, options.CrossValidation.Split, options.CrossValidation.Time, run.Child("nested_split").Seed);
        for (int index = 0; index < cut.Count; index++)
        {
            Fold fold = cut[index];
            RunContext own = run.Child(FormattableString.Invariant($"outer-{index + 1}"));
            run.Progress?.Report(new RunProgress(run.Path, (double)index / cut.Count, $"outer fold {index + 1} of {cut.Count}"));
            ModelComparison inner = fold.Train.CompareCandidates(all, options, own, cancellationToken);
            Pipeline chosen = all.First(one => one.Name == inner.Winner.Name).Pipeline;
            Predictions said = ClassAlignment.Align(chosen.Fit(fold.Train, own.Child("winner"), cancellationToken).Score(fold.Validation, cancellationToken), label, own.Path);
            outOfFold.Add(said, fold.ValidationRows.Span);
            folds.Add(new NestedFold(index + 1, inner.Winner.Name, inner.Winner.Value.Mean, metric.Compute(said, fold.Validation).Value));
        }

        return new NestedReport(label.Name, metric, [.. folds], outOfFold.ToPredictions(), [.. outOfFold.Rows]);
    }
}

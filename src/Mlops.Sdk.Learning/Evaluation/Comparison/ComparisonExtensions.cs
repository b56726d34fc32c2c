namespace Mlops.Sdk;

/// <summary>Finds the best of several pipelines.</summary>
public static class ComparisonExtensions
{
    /// <summary>Cross-validates every candidate on the same folds, with default options.</summary>
    /// <param name="data">The labelled data.</param>
    /// <param name="candidates">Pipelines with a trainer, by name.</param>
    public static ModelComparison CompareCandidates(this Dataset data, params (string Name, Pipeline Pipeline)[] candidates) => data.CompareCandidates(candidates, null);

    /// <summary>Cross-validates every candidate on the same folds and ranks them by one metric. The best one is tested against each other; those within one standard error of it are told. The first one is the one in use: for each other the report says whether the evidence carries a switch.</summary>
    /// <param name="data">The labelled data.</param>
    /// <param name="candidates">Pipelines with a trainer, by name; the first is the one in use.</param>
    /// <param name="options">Metric and folds.</param>
    /// <param name="context">Seed, threads, progress and observer; stages of a candidate have its name in their path.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">There is no candidate, a name is empty or given twice, or the metric does not judge the task.</exception>
    public static ModelComparison CompareCandidates(this Dataset data, IEnumerable<(string Name, Pipeline Pipeline)> candidates, ComparisonOptions? options, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(candidates);
        (string Name, Pipeline Pipeline)[] all = [.. candidates];
        if (all.Length == 0) throw new ArgumentException("There is no candidate to compare.", nameof(candidates));
        if (all.FirstOrDefault(one => string.IsNullOrEmpty(one.Name) || all.Count(other => other.Name == one.Name) > 1) is { Pipeline: not null } bad)
            throw new ArgumentException($"The name '{bad.Name}' is empty or given twice. Give every candidate a name of its own.", nameof(candidates));
        options ??= new();
        RunContext run = context ?? RunContext.Default;
        Metric metric = options.Metric ?? Metric.Default(Extensibility.LabelData.Read(data).Task);
        CrossValidationOptions folds = options.CrossValidation;
        if (folds.Metrics.Count > 0 && !folds.Metrics.Contains(metric)) folds = folds with { Metrics = [metric, .. folds.Metrics] };
        var reports = new List<(string Name, CrossValidationReport Report)>();
        foreach ((string name, Pipeline pipeline) in all)
        {
            run.Progress?.Report(new RunProgress(run.Path, (double)reports.Count / all.Length, name));
            // The name goes into the path and not into the seed: every candidate meets the same folds and the same chance.
            RunContext named = run with { Path = run.Path.Length == 0 ? name : $"{run.Path}/{name}" };
            reports.Add((name, pipeline.CrossValidate(data, folds, named, cancellationToken)));
        }

        return ModelComparison.Create(options, metric, reports);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Does the fits of a run again and compares what comes of them.</summary>
internal sealed class RunReproduction(Workspace workspace, RunInfo run, ReproduceOptions options)
{
    private readonly List<Finding> _findings = [];

    public async Task<ReproductionReport> RunAsync(CancellationToken cancellationToken)
    {
        List<FitReproduction> fits = [];
        RunArtifact[] records = [.. run.Artifacts.Where(artifact => artifact.Path.StartsWith(FitRecord.Folder, StringComparison.Ordinal)).OrderBy(artifact => artifact.Path.Length).ThenBy(artifact => artifact.Path, StringComparer.Ordinal)];
        for (int i = 0; i < records.Length; i++) fits.Add(await FitAgainAsync(i + 1, records[i], i == records.Length - 1, cancellationToken).ConfigureAwait(false));
        if (fits.Count == 0) _findings.Add(new("REP001", Severity.Error, null, "The run has no record of a fit, so that there is nothing to do again. Fit with the context of the run (pipeline.Fit(data, run.Context)) and with this version of the SDK or a later one."));
        var environment = await RunEnvironment.CompareAsync(workspace, run, cancellationToken).ConfigureAwait(false);
        if (!environment.IsEmpty)
            _findings.Add(new("REP006", fits.Exists(fit => fit.Outcome == FitOutcome.Differs) ? Severity.Warning : Severity.Info, null, string.Create(CultureInfo.InvariantCulture, $"{environment.Length} facts of where it runs differ: {ErrorText.ShowSome([.. environment.Select(fact => fact.Name)])}.")));
        return new ReproductionReport(run, [.. fits], environment, _findings);
    }

    private async Task<FitReproduction> FitAgainAsync(int number, RunArtifact artifact, bool isLast, CancellationToken cancellationToken)
    {
        FitRecord record;
        Pipeline pipeline;
        try
        {
            await using Stream content = await workspace.Artifacts.OpenAsync(artifact.Sha256, cancellationToken).ConfigureAwait(false);
            record = FitRecord.Read(content);
            pipeline = Pipeline.FromJson(record.Pipeline, options.Kinds);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return NotDone(number, artifact.Path, new("REP004", Severity.Error, null, $"The pipeline of fit {number} cannot be made again: {e.Message}"));
        }

        (Dataset? data, string name, Finding? why) = await new TrainingData(workspace, run, options).FindAsync(record, cancellationToken).ConfigureAwait(false);
        if (data is null) return NotDone(number, name, why!);
        // A run keeps the last value of a number, which is that of its last fit.
        MetricCollector? metrics = isLast ? new MetricCollector() : null;
        var context = new RunContext { Seed = record.Seed, MaxThreads = options.MaxThreads, Observer = metrics };
        try
        {
            FittedPipeline model = await Task.Run(() => pipeline.Fit(data, context, cancellationToken), cancellationToken).ConfigureAwait(false);
            return Compare(number, name, record, FitRecord.PartsOf(model), metrics);
        }
        catch (Exception e) when (e is MlopsException or SchemaMismatchException or ArgumentException or InvalidOperationException)
        {
            return NotDone(number, name, new("REP004", Severity.Error, null, $"Fit {number} failed when it was done again: {e.Message}"));
        }
    }

    private FitReproduction Compare(int number, string name, FitRecord record, Dictionary<string, string> now, MetricCollector? metrics)
    {
        string[] differing = [.. record.Parts.Keys.Union(now.Keys).Where(part => record.Parts.GetValueOrDefault(part) != now.GetValueOrDefault(part)).Order(StringComparer.Ordinal)];
        ReproducedMetric[] numbers = metrics is null ? [] : [.. metrics.Names.Where(run.Metrics.ContainsKey).Select(metric => new ReproducedMetric(metric, run.Metrics[metric].Last, metrics.Find(metric))).Where(metric => !metric.Then.Equals(metric.Now)).OrderBy(metric => metric.Name, StringComparer.Ordinal)];
        if (record.Parts.Count == 0) return NotDone(number, name, new("REP004", Severity.Error, null, $"Of fit {number} no hashes were kept, for a part of its model could not be saved; the numbers {(numbers.Length == 0 ? "are the same" : "differ")}."), numbers);
        if (differing.Length > 0) _findings.Add(new("REP005", Severity.Error, null, $"Fit {number} gave another model: {ErrorText.ShowSome(differing)} differ. See where it ran, and whether the trainer is a native one with more threads."));
        return new FitReproduction(number, differing.Length == 0 ? FitOutcome.Same : FitOutcome.Differs, name, [.. differing], [.. numbers]);
    }

    private FitReproduction NotDone(int number, string name, Finding why, params ReproducedMetric[] numbers)
    {
        _findings.Add(why);
        return new FitReproduction(number, FitOutcome.NotDone, name, [], [.. numbers]);
    }
}

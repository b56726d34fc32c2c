using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What is the same and what differs when a run is done again.</summary>
public sealed class ReproductionReport : Report
{
    internal ReproductionReport(RunInfo run, ImmutableArray<FitReproduction> fits, ImmutableArray<(string Name, string? Then, string? Now)> environment, IEnumerable<Finding> findings)
        : base($"Run {run.Id} done again", findings)
    {
        Run = run;
        Fits = fits;
        Environment = environment;
    }

    /// <inheritdoc/>
    public override string Kind => "reproduction";

    /// <summary>The run.</summary>
    public RunInfo Run { get; }

    /// <summary>Its fits, in their order.</summary>
    public ImmutableArray<FitReproduction> Fits { get; }

    /// <summary>What differs of where it runs: packages, runtime, commit; null on the side that lacks it.</summary>
    public ImmutableArray<(string Name, string? Then, string? Now)> Environment { get; }

    /// <summary>Whether every fit gave the same model, bit for bit.</summary>
    public bool IsSame => Fits.Length > 0 && Fits.All(fit => fit.Outcome == FitOutcome.Same);

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, IsSame ? "The same, bit for bit." : "Not the same.").Lead(("Experiment", Run.Experiment), ("Started", Run.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)), ("Seed", Run.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        report.Section("Fits");
        if (Fits.IsEmpty) report.Text("The run fitted no pipeline with its context (pipeline.Fit(data, run.Context)).");
        else
            report.Table([ReportColumn.Number("Fit"), ReportColumn.Text("Outcome"), ReportColumn.Text("Data"), ReportColumn.Text("Parts that differ")],
                Fits.Select(fit => (IReadOnlyList<ReportCell>)[fit.Fit, fit.Outcome.ToString(), fit.Data, string.Join(", ", fit.Differing)]));
        ReproducedMetric[] metrics = [.. Fits.SelectMany(fit => fit.Metrics)];
        if (metrics.Length > 0)
            report.Section("Numbers that differ").Table([ReportColumn.Text("Metric"), ReportColumn.Number("Then"), ReportColumn.Number("Now")],
                metrics.Select(metric => (IReadOnlyList<ReportCell>)[metric.Name, metric.Then, metric.Now is double now ? now : ""]));
        if (!Environment.IsEmpty)
            report.Section("Where it runs").Table([ReportColumn.Text("Fact"), ReportColumn.Text("Then"), ReportColumn.Text("Now")],
                Environment.Select(fact => (IReadOnlyList<ReportCell>)[fact.Name, fact.Then ?? "", fact.Now ?? ""]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("run", Run.Id);
        writer.WriteBoolean("same", IsSame);
        writer.WriteStartArray("fits");
        foreach (FitReproduction fit in Fits)
        {
            writer.WriteStartObject();
            writer.WriteNumber("fit", fit.Fit);
            writer.WriteString("outcome", fit.Outcome.ToString());
            writer.WriteString("data", fit.Data);
            writer.WriteStartArray("differing");
            foreach (string part in fit.Differing) writer.WriteStringValue(part);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

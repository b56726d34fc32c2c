using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Runs side by side: the parameters that differ, the metrics with their intervals and the best of each, the curves, the charts of their reports laid over each other, and how sure a difference over folds is.</summary>
public sealed class RunComparison : Report
{
    private readonly ImmutableArray<Chart> _curves, _pictures;

    internal RunComparison(ImmutableArray<RunInfo> runs, ImmutableArray<Chart> curves, ImmutableArray<RunFoldTest> tests, ReportPictures reports)
        : base("Runs side by side", [])
    {
        Runs = runs;
        _curves = curves;
        _pictures = reports.Overlays();
        FoldTests = tests;
        Params = Differing(runs, run => run.Params);
        Facts = Differing(runs, run => run.Facts);
        Metrics = [.. runs.SelectMany(run => run.Metrics.Keys).Distinct().Order(StringComparer.Ordinal).Select(name => RunComparedMetric.Of(name, runs, reports))];
    }

    /// <inheritdoc/>
    public override string Kind => "run_comparison";

    /// <summary>The runs, in the order that was asked for.</summary>
    public ImmutableArray<RunInfo> Runs { get; }

    /// <summary>The parameters that are not the same in all runs, by name; the value of each run, null where it has none.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string?>> Params { get; }

    /// <summary>The facts (commit, versions, machine) that are not the same in all runs.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string?>> Facts { get; }

    /// <summary>All metrics, by name.</summary>
    public ImmutableArray<RunComparedMetric> Metrics { get; }

    /// <summary>For metrics that were logged fold by fold (<see cref="Run.LogAsync(Report, string, CancellationToken)"/> of a cross-validation): each run against the first.</summary>
    public ImmutableArray<RunFoldTest> FoldTests { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, string.Create(CultureInfo.InvariantCulture, $"{Runs.Length} runs of {string.Join(", ", Runs.Select(run => run.Experiment).Distinct())}"));
        ReportColumn[] columns = [ReportColumn.Text(""), .. Runs.Select((run, i) => ReportColumn.Text(Label(i)))];
        report.Section("Runs").Table(columns,
        [
            Row("id", run => run.Id),
            Row("experiment", run => run.Experiment),
            Row("status", run => run.Status.ToString()),
            Row("started", run => run.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            Row("seconds", run => run.EndedAt is DateTimeOffset end ? (end - run.StartedAt).TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) : ""),
        ]);
        report.Section("Parameters that differ");
        if (Params.IsEmpty) report.Text("All parameters are the same.");
        else report.Table(columns, Params.Select(pair => (IReadOnlyList<ReportCell>)[pair.Key, .. pair.Value.Select(value => (ReportCell)(value is null ? "" : Short(value)))]));
        if (!Metrics.IsEmpty)
            report.Section("Metrics").Table([.. columns, ReportColumn.Text("Best")], Metrics.Select(metric => (IReadOnlyList<ReportCell>)[metric.Name, .. metric.Values.Select((value, run) => Cell(value, metric.Intervals[run])), string.Join(", ", metric.Best.Select(Label))]));
        if (!FoldTests.IsEmpty)
            report.Section("Over folds").Text("Paired by the number of the fold, which means something when the folds are the same. t-test corrected for training parts that overlap (Nadeau and Bengio 2003).")
                .Table([ReportColumn.Text("Metric"), ReportColumn.Text("Run"), ReportColumn.Text("Against"), ReportColumn.Number("Difference"), ReportColumn.Number("Lower"), ReportColumn.Number("Upper"), ReportColumn.Number("p")],
                    FoldTests.Select(test => (IReadOnlyList<ReportCell>)[test.Metric, Label(test.Run), Label(test.Against), test.Difference, test.Lower, test.Upper, test.PValue]));
        foreach (Chart curve in _curves) report.Section(curve.Title).Chart(curve);
        if (!_pictures.IsEmpty) report.Section("Reports over each other");
        foreach (Chart picture in _pictures) report.Chart(picture);
        if (!Facts.IsEmpty) report.DetailSection("Facts that differ").Table(columns, Facts.Select(pair => (IReadOnlyList<ReportCell>)[pair.Key, .. pair.Value.Select(value => (ReportCell)(value is null ? "" : Short(value)))]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray("runs");
        foreach (RunInfo run in Runs) writer.WriteStringValue(run.Id);
        writer.WriteEndArray();
        Write(writer, "params", Params);
        Write(writer, "facts", Facts);
        writer.WriteStartArray("metrics");
        foreach (RunComparedMetric metric in Metrics) metric.Write(writer);
        writer.WriteEndArray();
        writer.WriteStartArray("fold_tests");
        foreach (RunFoldTest test in FoldTests) test.Write(writer);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, ImmutableArray<string?>> values)
    {
        writer.WriteStartObject(name);
        foreach ((string key, ImmutableArray<string?> texts) in values)
        {
            writer.WriteStartArray(key);
            foreach (string? text in texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string?>> Differing(ImmutableArray<RunInfo> runs, Func<RunInfo, ImmutableSortedDictionary<string, string>> of) =>
        runs.SelectMany(run => of(run).Keys).Distinct()
            .Select(name => KeyValuePair.Create(name, runs.Select(run => of(run).GetValueOrDefault(name)).ToImmutableArray()))
            .Where(pair => pair.Value.Distinct().Count() > 1)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private IReadOnlyList<ReportCell> Row(string name, Func<RunInfo, string> value) => [name, .. Runs.Select(run => (ReportCell)value(run))];

    private string Label(int run) => Runs[run].Name ?? string.Create(CultureInfo.InvariantCulture, $"run {run + 1}");

    private static ReportCell Cell(double? value, MetricInterval? interval) => interval is { } ends ? $"{ReportNumber.Format(value)} [{ReportNumber.Format(ends.Lower)}, {ReportNumber.Format(ends.Upper)}]" : value;

    private static string Short(string value) => value.Length <= 60 ? value : value[..57] + "...";
}

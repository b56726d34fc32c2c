using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads the reports that runs keep as JSON: intervals of their metrics, and the charts that several of them have, laid over each other. A report that cannot be read is left out, for a run may keep anything under such a name.</summary>
internal sealed class ReportPictures
{
    private const int MostReports = 40, MostPictures = 24, MostLines = 16, MostPoints = 5_000;
    private const long LongestReport = 16 << 20;
    private const string Folder = "reports/", End = ".json", Plain = "evaluation";
    private readonly List<Dictionary<string, MetricInterval>> _intervals = [];
    private readonly Dictionary<(string Report, string Title), List<(int Index, string Run, JsonElement Chart)>> _charts = [];
    private readonly List<(string Report, string Title)> _order = [];

    /// <summary>The interval that a run's report told of a metric; null where none did.</summary>
    public MetricInterval? Interval(int run, string metric) => _intervals[run].TryGetValue(metric, out MetricInterval interval) ? interval : null;

    public static async Task<ReportPictures> ReadAsync(RunIndex index, ImmutableArray<RunInfo> runs, CancellationToken cancellationToken)
    {
        var pictures = new ReportPictures();
        for (int i = 0; i < runs.Length; i++)
        {
            pictures._intervals.Add(new Dictionary<string, MetricInterval>(StringComparer.Ordinal));
            string label = runs[i].Name ?? FormattableString.Invariant($"run {i + 1}");
            foreach (RunArtifact artifact in runs[i].Artifacts.Where(IsReport).Take(MostReports))
            {
                try
                {
                    await using Stream content = await index.OpenArtifactAsync(runs[i].Id, artifact.Path, cancellationToken).ConfigureAwait(false);
                    using JsonDocument report = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false);
                    pictures.Take(i, label, artifact.Path[Folder.Length..^End.Length], report.RootElement);
                }
                catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or MlopsException)
                {
                    // Not a report, or one that is damaged: the others are compared.
                }
            }
        }

        return pictures;
    }

    /// <summary>The charts that at least two of the runs have under the same report and title, in the order of the reports.</summary>
    public ImmutableArray<Chart> Overlays() => [.. _order.Where(key => _charts[key].Select(one => one.Index).Distinct().Count() > 1).Select(key => Overlay(key.Report, key.Title, _charts[key])).OfType<Chart>().Take(MostPictures)];

    private static bool IsReport(RunArtifact artifact) => artifact.Path.StartsWith(Folder, StringComparison.Ordinal) && artifact.Path.EndsWith(End, StringComparison.Ordinal) && artifact.Size <= LongestReport;

    private void Take(int run, string label, string name, JsonElement report)
    {
        if (report.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("metrics", out JsonElement metrics) && metrics.ValueKind == JsonValueKind.Object)
        {
            // Of an evaluation the run has the metrics under the name it was logged by, and without one under their own.
            string prefix = name == Plain ? "" : name + "/";
            foreach (JsonProperty metric in metrics.EnumerateObject())
                if (metric.Value.ValueKind == JsonValueKind.Object && Number(metric.Value, "lower") is double lower && Number(metric.Value, "upper") is double upper) _intervals[run][prefix + metric.Name] = new MetricInterval(lower, upper);
        }

        if (!report.TryGetProperty("sections", out JsonElement sections)) return;
        foreach (JsonElement section in sections.EnumerateArray()) TakeBlocks(run, label, name, section.GetProperty("blocks"));
    }

    private void TakeBlocks(int run, string label, string name, JsonElement blocks)
    {
        foreach (JsonElement block in blocks.EnumerateArray())
        {
            string? type = block.GetProperty("type").GetString();
            if (type is "group" or "row") TakeBlocks(run, label, name, block.GetProperty("blocks"));
            if (type != "chart" || block.GetProperty("chart").GetString() is not ("line" or "bar")) continue;
            (string, string) key = (name, block.GetProperty("title").GetString() ?? "");
            if (!_charts.TryGetValue(key, out List<(int, string, JsonElement)>? charts))
            {
                _charts.Add(key, charts = []);
                _order.Add(key);
            }

            charts.Add((run, label, block.Clone()));
        }
    }

    private static Chart? Overlay(string report, string title, List<(int Index, string Run, JsonElement Chart)> charts)
    {
        string caption = $"{report}: {title}";
        try
        {
            JsonElement first = charts[0].Chart;
            string? kind = first.GetProperty("chart").GetString();
            if (charts.Any(one => one.Chart.GetProperty("chart").GetString() != kind)) return null;
            var series = charts.SelectMany(one => one.Chart.GetProperty("series").EnumerateArray().Select(line => (Label: Name(one.Run, line), Line: line))).Take(MostLines).ToArray();
            if (kind == "line")
            {
                PointSeries[] lines = [.. series.Where(one => one.Line.GetProperty("x").GetArrayLength() <= MostPoints).Select(one => new PointSeries(one.Label, Numbers(one.Line, "x"), Numbers(one.Line, "y")))];
                return lines.Length == 0 ? null : new LineChart(caption, lines) { XLabel = Text(first, "x_label"), YLabel = Text(first, "y_label"), Diagonal = first.GetProperty("diagonal").GetBoolean(), Step = first.GetProperty("step").GetBoolean() };
            }

            string[] categories = [.. first.GetProperty("categories").EnumerateArray().Select(text => text.GetString() ?? "")];
            bool isSame = charts.All(one => one.Chart.GetProperty("categories").EnumerateArray().Select(text => text.GetString() ?? "").SequenceEqual(categories));
            return isSame ? new BarChart(caption, categories, series.Select(one => new ChartSeries(one.Label, Numbers(one.Line, "values")))) { XLabel = Text(first, "x_label"), YLabel = Text(first, "y_label") } : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static string Name(string run, JsonElement line) => line.GetProperty("name").GetString() is { Length: > 0 } name ? $"{run}: {name}" : run;

    private static string? Text(JsonElement chart, string name) => chart.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;

    private static double? Number(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement number) ? Finite(number) : null;

    private static double[] Numbers(JsonElement line, string name) => [.. line.GetProperty(name).EnumerateArray().Select(value => Finite(value) ?? double.NaN)];

    // A number such as 1e999 is read as infinity, which no JSON is written with.
    private static double? Finite(JsonElement value) => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble() : null;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How the quality of a dataset went from version to version, by the reports that were kept on them.</summary>
public sealed class DatasetQualityReport : Report
{
    private const int MostBars = 12;

    internal DatasetQualityReport(string dataset, ImmutableArray<VersionQuality> versions)
        : base($"Quality of {dataset}", FindingsOf(versions))
    {
        Dataset = dataset;
        Versions = versions;
    }

    /// <inheritdoc/>
    public override string Kind => "dataset_quality";

    /// <summary>The dataset.</summary>
    public string Dataset { get; }

    /// <summary>The versions by number.</summary>
    public ImmutableArray<VersionQuality> Versions { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder(Title)
            .Section("Versions")
            .Table(
                [ReportColumn.Number("version"), ReportColumn.Text("registered"), ReportColumn.Number("rows"), ReportColumn.Number("columns"), ReportColumn.Number("errors"), ReportColumn.Number("warnings"), ReportColumn.Number("missing", ReportNumberFormat.Percent), ReportColumn.Number("rules that hold", ReportNumberFormat.Percent)],
                Versions.Select(row => (IReadOnlyList<ReportCell>)
                [
                    row.Version, row.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Rows, row.Columns, row.Errors, row.Warnings, row.MissingFraction, row.RulesPassedFraction,
                ]));
        report.Section("Trend").Chart(Trend("Rows by version", ("rows", row => row.Rows)));
        if (Versions.Any(row => row.Errors is not null)) report.Chart(Trend("Findings by version", ("errors", row => row.Errors), ("warnings", row => row.Warnings)));
        if (Versions.Any(row => row.MissingFraction is not null)) report.Chart(Trend("Share of values that is missing, by version", ("missing", row => row.MissingFraction)));
        if (Versions.Any(row => row.RulesPassedFraction is not null)) report.Chart(Trend("Share of rules that hold, by version", ("rules that hold", row => row.RulesPassedFraction)));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("dataset", Dataset);
        writer.WriteStartArray("versions");
        foreach (VersionQuality row in Versions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", row.Version);
            writer.WriteNumber("rows", row.Rows);
            foreach ((string name, double? value) in (ReadOnlySpan<(string, double?)>)[(QualityMetrics.Errors, row.Errors), (QualityMetrics.Warnings, row.Warnings), (QualityMetrics.MissingFraction, row.MissingFraction), (QualityMetrics.RulesPassedFraction, row.RulesPassedFraction)])
                if (value is { } number) writer.WriteNumber(name, number);
            writer.WriteStartArray("codes");
            foreach (string code in row.Codes) writer.WriteStringValue(code);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // Bars name their versions; of many versions lines show more.
    private Chart Trend(string title, params (string Name, Func<VersionQuality, double?> Value)[] series) => Versions.Length <= MostBars
        ? new BarChart(title, Versions.Select(row => row.Version.ToString(CultureInfo.InvariantCulture)), series.Select(one => new ChartSeries(one.Name, Versions.Select(row => one.Value(row) ?? double.NaN))))
        : new LineChart(title, series.Select(one => new PointSeries(one.Name, Versions.Select(row => (double)row.Version), Versions.Select(row => one.Value(row) ?? double.NaN)))) { Markers = true, XFormat = ReportNumberFormat.Integer };

    private static IEnumerable<Finding> FindingsOf(ImmutableArray<VersionQuality> versions)
    {
        VersionQuality[] known = [.. versions.Where(row => row.Errors is not null).TakeLast(2)];
        if (known.Length < 2) yield break;
        (VersionQuality before, VersionQuality now) = (known[0], known[1]);
        string[] fresh = [.. now.Codes.Except(before.Codes)];
        if (now.Errors > before.Errors || fresh.Length > 0)
        {
            yield return new Finding("CAT010", now.Errors > before.Errors ? Severity.Warning : Severity.Info, null, string.Create(CultureInfo.InvariantCulture,
                $"Version {now.Version} has {now.Errors} errors and {now.Warnings} warnings, version {before.Version} had {before.Errors} and {before.Warnings}{(fresh.Length > 0 ? $"; new are {string.Join(", ", fresh)}" : "")}. Read its reports before it is used."))
            {
                Title = "quality went down",
                Value = now.Errors,
                Threshold = before.Errors,
            };
        }

        if (now.RulesPassedFraction < before.RulesPassedFraction)
            yield return new Finding("CAT011", Severity.Warning, null, string.Create(CultureInfo.InvariantCulture, $"{now.RulesPassedFraction:P0} of the rules hold in version {now.Version}, {before.RulesPassedFraction:P0} did in version {before.Version}. Read its validation.")) { Title = "rules broken", Value = now.RulesPassedFraction, Threshold = before.RulesPassedFraction };
    }
}

/// <summary>What the reports on a version say of its quality; null where no report says it.</summary>
/// <param name="Version">The version.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
public sealed record VersionQuality(int Version, DateTimeOffset CreatedAt, long Rows, int Columns)
{
    /// <summary>How many findings are errors.</summary>
    public double? Errors { get; init; }

    /// <summary>How many findings are warnings.</summary>
    public double? Warnings { get; init; }

    /// <summary>The share of all values that is missing, by a profile.</summary>
    public double? MissingFraction { get; init; }

    /// <summary>The share of rules that hold, by a validation.</summary>
    public double? RulesPassedFraction { get; init; }

    /// <summary>The codes of all findings above <see cref="Severity.Info"/>.</summary>
    public ValueList<string> Codes { get; init; } = [];
}

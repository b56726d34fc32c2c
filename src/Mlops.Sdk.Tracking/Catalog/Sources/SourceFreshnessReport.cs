using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which sources of the catalog are late.</summary>
public sealed class SourceFreshnessReport : Report
{
    private readonly DateTimeOffset _now;

    internal SourceFreshnessReport(ImmutableArray<CatalogSource> sources, DateTimeOffset now)
        : base("Freshness of sources", sources.Where(source => source.DueAt < now).Select(source => Late(source, now)))
    {
        Sources = sources;
        _now = now;
    }

    /// <inheritdoc/>
    public override string Kind => "source_freshness";

    /// <summary>All sources by name.</summary>
    public ImmutableArray<CatalogSource> Sources { get; }

    /// <summary>Those that are late.</summary>
    public IEnumerable<CatalogSource> LateSources => Sources.Where(source => source.DueAt < _now);

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder(Title, $"as of {Time(_now)}")
        .Lead(("Sources", Sources.Length), ("Late", LateSources.Count()))
        .Section("Sources")
        .Table(
            [ReportColumn.Text("source"), ReportColumn.Text("owner"), ReportColumn.Text("every"), ReportColumn.Text("last arrival"), ReportColumn.Text("due"), ReportColumn.Text("")],
            Sources.Select(source => (IReadOnlyList<ReportCell>)
                [source.Name, source.Owner, source.Cadence is TimeSpan cadence ? Words(cadence) : null, source.LastArrival is { } last ? Time(last) : "never", source.DueAt is { } due ? Time(due) : null, source.DueAt < _now ? "late" : null]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray("late");
        foreach (CatalogSource source in LateSources) writer.WriteStringValue(source.Name);
        writer.WriteEndArray();
    }

    private static Finding Late(CatalogSource source, DateTimeOffset now)
    {
        TimeSpan by = now - source.DueAt!.Value;
        string last = source.LastArrival is { } arrival ? $"last arrived at {Time(arrival)}" : $"has not arrived since it was described at {Time(source.CreatedAt)}";
        return new Finding("CAT001", Severity.Warning, null, $"The source \"{source.Name}\" is late by {Words(by)}: data {last} and should every {Words(source.Cadence!.Value)}. Ask {source.Owner ?? "its owner"}, or change its cadence.")
        {
            Title = "late source",
            Value = by.TotalHours,
            Threshold = 0,
        };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Words(TimeSpan span) =>
        span.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} days")
        : span.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} minutes");
}

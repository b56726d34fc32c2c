using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Series in JSON.</summary>
internal static class SeriesJson
{
    public static void Write(Utf8JsonWriter writer, SeriesProfile series)
    {
        ClockProfile clock = series.Clock;
        writer.WriteStartObject("series");
        writer.WriteStartObject("clock");
        writer.WriteString("column", clock.Column);
        if (clock.Group is { } group) writer.WriteString("group", group);
        if (clock.Groups > 0)
        {
            writer.WriteNumber("groups", clock.Groups);
            writer.WriteReal("group_missing_share", double.IsNaN(clock.GroupMissingShare) ? null : clock.GroupMissingShare);
        }

        writer.WriteNumber("moments", clock.Moments);
        writer.WriteString("step", clock.Step);
        writer.WriteNumber("steps", clock.Steps);
        writer.WriteNumber("missing_steps", clock.MissingSteps);
        writer.WriteReal("missing_share", clock.MissingShare);
        writer.WriteNumber("longest_gap", clock.LongestGap);
        writer.WriteReal("regular_share", double.IsNaN(clock.RegularShare) ? null : clock.RegularShare);
        writer.WriteReal("repeated_rows", clock.RepeatedRows);
        writer.WriteReal("repeated_bound", clock.RepeatedBound);
        writer.WriteBoolean("binned", clock.IsBinned);
        writer.WriteEndObject();
        writer.WriteStartArray("columns");
        foreach (SeriesColumn column in series.Columns) Write(writer, column);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SeriesColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteNumber("steps", column.Steps);
        writer.WriteReals("acf", column.Autocorrelation);
        writer.WriteReals("pacf", column.PartialAutocorrelation);
        writer.WriteReal("acf_bound", column.AutocorrelationBound);
        writer.WriteReal("memory_p", column.MemoryPValue);
        writer.WriteStartArray("seasons");
        foreach (SeriesSeason season in column.Seasons)
        {
            writer.WriteStartObject();
            writer.WriteNumber("period", season.Period);
            writer.WriteString("name", season.Name);
            writer.WriteReal("strength", season.Strength);
            writer.WriteReal("p", season.PValue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteReal("trend_change", column.TrendChange);
        writer.WriteReal("trend_p", column.TrendPValue);
        writer.WriteString("stationarity", column.Stationarity switch
        {
            Stationarity.Stationary => "stationary",
            Stationarity.AroundTrend => "around_trend",
            Stationarity.Wandering => "wandering",
            Stationarity.Unclear => "unclear",
            _ => "unknown",
        });
        writer.WriteReal("unit_root_p", column.UnitRootPValue);
        writer.WriteReal("kpss_p", column.StationarityPValue);
        writer.WriteReal("level_p", column.LevelPValue);
        writer.WriteNumber("level_step", column.LevelStep);
        writer.WriteReal("level_change", column.LevelChange);
        writer.WriteEndObject();
    }
}

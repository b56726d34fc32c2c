namespace Mlops.Sdk.Extensibility;

/// <summary>What the row of a series says of its points. It has an id as soon as it has chunks. NaN is null in the summary.</summary>
internal readonly record struct SeriesRow(
    string RunId, string Name, long? Id = null, long Points = 0, long Chunks = 0, long NextPosition = 0, long LastStep = long.MinValue, long LastTicks = long.MinValue, double? Last = null, double? Min = null, double? Max = null)
{
    public const string Columns = "id, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value";
    public const int Count = 9;

    public static SeriesRow Read(SqliteStatement row, string runId, string name) => new(
        runId, name, row.IsDBNull(0) ? null : row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), RunReader.Number(row, 6), RunReader.Number(row, 7), RunReader.Number(row, 8));

    /// <summary>The row with points that arrive.</summary>
    public SeriesRow With(ReadOnlySpan<MetricPoint> points)
    {
        (MetricPoint last, double? min, double? max) = MetricSeries.Summarize(points);
        SeriesRow row = this with { Points = Points + points.Length, Min = Min is null || min < Min ? min : Min, Max = Max is null || max > Max ? max : Max };
        bool isLater = last.Step > LastStep || (last.Step == LastStep && last.Time.UtcTicks >= LastTicks);
        return isLater ? row with { LastStep = last.Step, LastTicks = last.Time.UtcTicks, Last = double.IsNaN(last.Value) ? null : last.Value } : row;
    }
}

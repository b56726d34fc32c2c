using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Charts as JSON: the data they were made of.</summary>
internal static class JsonChart
{
    public static void Write(Utf8JsonWriter writer, Chart chart)
    {
        writer.WriteString("chart", Kind(chart));
        writer.WriteString("title", chart.Title);
        JsonRenderer.Text(writer, "x_label", chart.XLabel);
        JsonRenderer.Text(writer, "y_label", chart.YLabel);
        JsonRenderer.Text(writer, "note", chart.Note);
        writer.WriteString("format", Name(chart.Format));
        switch (chart)
        {
            case HistogramChart histogram:
                writer.WriteReals("edges", histogram.Edges);
                writer.WriteString("x_format", Name(histogram.XFormat));
                if (histogram.Box is { } box)
                {
                    writer.WritePropertyName("box");
                    Box(writer, box);
                }

                if (histogram.References.Count > 0)
                {
                    References(writer, histogram.References);
                }

                Series(writer, histogram.Series);
                break;
            case BarChart bars:
                Texts(writer, "categories", bars.Categories);
                if (bars.References.Count > 0)
                {
                    References(writer, bars.References);
                }

                Series(writer, bars.Series);
                break;
            case LineChart lines:
                Lines(writer, lines);
                break;
            case BoxChart boxes:
                Boxes(writer, boxes);
                break;
            case HeatMapChart heat:
                Texts(writer, "rows", heat.Rows);
                Texts(writer, "columns", heat.Columns);
                writer.WriteString("scale", heat.Scale == HeatMapScale.Diverging ? "diverging" : "sequential");
                writer.WriteReals("values", heat.Values);
                break;
            case GraphChart graph:
                Graph(writer, graph);
                break;
            case ScatterChart scatter:
                writer.WriteNumber("total_points", scatter.TotalPoints);
                writer.WriteNumber("seed", scatter.Seed);
                Points(writer, scatter.Series);
                break;
        }
    }

    public static string Name(ReportNumberFormat format) => format switch
    {
        ReportNumberFormat.Integer => "integer",
        ReportNumberFormat.Percent => "percent",
        ReportNumberFormat.Exact => "exact",
        ReportNumberFormat.Moment => "moment",
        _ => "general",
    };

    private static string Kind(Chart chart) => chart switch
    {
        HistogramChart => "histogram",
        BarChart => "bar",
        LineChart => "line",
        BoxChart => "box",
        HeatMapChart => "heat_map",
        GraphChart => "graph",
        _ => "scatter",
    };

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Series(Utf8JsonWriter writer, IReadOnlyList<ChartSeries> series)
    {
        writer.WriteStartArray("series");
        foreach (ChartSeries one in series)
        {
            writer.WriteStartObject();
            writer.WriteString("name", one.Name);
            writer.WriteReals("values", one.Values);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Points(Utf8JsonWriter writer, IReadOnlyList<PointSeries> series)
    {
        writer.WriteStartArray("series");
        foreach (PointSeries one in series)
        {
            writer.WriteStartObject();
            writer.WriteString("name", one.Name);
            writer.WriteReals("x", one.X);
            writer.WriteReals("y", one.Y);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Graph(Utf8JsonWriter writer, GraphChart graph)
    {
        writer.WriteStartArray("nodes");
        foreach (GraphNode node in graph.Nodes)
        {
            writer.WriteStartObject();
            writer.WriteString("id", node.Id);
            writer.WriteString("label", node.Label);
            writer.WriteString("group", node.Group);
            JsonRenderer.Text(writer, "detail", node.Detail);
            if (node.Strong)
            {
                writer.WriteBoolean("strong", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("edges");
        foreach (GraphEdge edge in graph.Edges)
        {
            writer.WriteStartObject();
            writer.WriteString("from", edge.From);
            writer.WriteString("to", edge.To);
            JsonRenderer.Text(writer, "label", edge.Label);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Lines(Utf8JsonWriter writer, LineChart lines)
    {
        writer.WriteBoolean("diagonal", lines.Diagonal);
        writer.WriteBoolean("step", lines.Step);
        if (lines.XFormat != ReportNumberFormat.General)
        {
            writer.WriteString("x_format", Name(lines.XFormat));
        }

        References(writer, lines.References);
        Points(writer, lines.Series);
        if (lines.Band is { } band)
        {
            writer.WriteStartObject("band");
            writer.WriteString("name", band.Name);
            writer.WriteReals("x", band.X);
            writer.WriteReals("low", band.Low);
            writer.WriteReals("high", band.High);
            writer.WriteEndObject();
        }

        if (lines.Marks is { } marks)
        {
            writer.WriteStartObject("marks");
            writer.WriteString("name", marks.Name);
            writer.WriteReals("x", marks.X);
            writer.WriteReals("y", marks.Y);
            writer.WriteEndObject();
        }
    }

    private static void References(Utf8JsonWriter writer, IReadOnlyList<ReferenceLine> references)
    {
        writer.WriteStartArray("references");
        foreach (ReferenceLine line in references)
        {
            writer.WriteStartObject();
            writer.WriteString("label", line.Label);
            writer.WriteReal("value", line.Value);
            writer.WriteBoolean("vertical", line.Vertical);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Boxes(Utf8JsonWriter writer, BoxChart boxes)
    {
        writer.WriteStartArray("groups");
        foreach (BoxGroup group in boxes.Groups)
        {
            Box(writer, group);
        }

        writer.WriteEndArray();
    }

    private static void Box(Utf8JsonWriter writer, BoxGroup group)
    {
        writer.WriteStartObject();
        writer.WriteString("name", group.Name);
        writer.WriteReal("low", group.Low);
        writer.WriteReal("lower_quartile", group.LowerQuartile);
        writer.WriteReal("median", group.Median);
        writer.WriteReal("upper_quartile", group.UpperQuartile);
        writer.WriteReal("high", group.High);
        writer.WriteReals("outliers", group.Outliers);
        writer.WriteEndObject();
    }
}

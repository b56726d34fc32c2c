namespace Mlops.Sdk;

/// <summary>Charts as SVG.</summary>
internal static class SvgChart
{
    /// <summary>Draws a chart: alone with its title and colours, or to stand in a page that has both.</summary>
    public static string Draw(Chart chart, bool standalone, bool half = false)
    {
        SvgCanvas canvas = new(standalone, half ? SvgCanvas.HalfWidth : chart is GraphChart wide ? SvgGraph.Width(wide) : SvgCanvas.FullWidth);
        double top = half ? 10 : 4;
        if (standalone)
        {
            canvas.Text(0, 16, chart.Title, color: "ink", room: canvas.Width * 0.8, style: "mr-h");
            top = 34;
        }

        double? drawn = chart switch
        {
            HistogramChart histogram => SvgHistogram.Draw(canvas, histogram, top),
            BarChart bars => SvgBarChart.Draw(canvas, bars, top),
            LineChart lines => SvgLines.Draw(canvas, lines, top),
            BoxChart boxes => SvgBoxes.Draw(canvas, boxes, top),
            HeatMapChart heat => SvgHeatMap.Draw(canvas, heat, top),
            GraphChart graph => SvgGraph.Draw(canvas, graph, top),
            ScatterChart scatter => SvgScatter.Draw(canvas, scatter, top),
            _ => null,
        };
        if (drawn is not { } bottom)
        {
            canvas.Rectangle(0, top, canvas.Width, 72, "soft", radius: 6);
            canvas.Text(canvas.Width / 2, top + 41, "no data", "middle");
            bottom = top + 76;
        }

        if (standalone)
        {
            foreach (string note in chart.Notes)
            {
                canvas.Text(0, bottom + 14, note, room: canvas.Width, style: "mr-small");
                bottom += 18;
            }
        }

        return canvas.ToSvg(bottom + 4, chart.Title);
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A histogram, one shape a sample; several samples lie over each other, translucent. A box of the same numbers may lie below it.</summary>
internal static class SvgHistogram
{
    private const double Height = 200, HalfHeight = 130, BoxRoom = 24;

    public static double? Draw(SvgCanvas canvas, HistogramChart chart, double top)
    {
        double[] edges = Finite(chart.Edges);
        if (edges.Length < 2 || TextChart.Range(chart.Series.SelectMany(one => one.Values).Concat(chart.References.Where(line => !line.Vertical).Select(line => line.Value))) is not { } range || !(range.High > 0 || range.Low < 0))
        {
            return null;
        }

        bool half = canvas.Width < SvgCanvas.FullWidth;
        top = SvgPlot.Legend(canvas, chart.Series.Select(one => one.Name), top);
        int ticks = half ? 5 : 8;
        AxisScale x = chart.XFormat == ReportNumberFormat.Moment ? AxisScale.Moments(edges[0], edges[^1], half ? 3 : 6) : AxisScale.Exact(edges[0], edges[^1], ticks, chart.XFormat);
        AxisScale y = AxisScale.Rounded(Math.Min(0, range.Low), Math.Max(0, range.High), half ? 3 : 4, chart.Format);
        double room = chart.Box is null ? 0 : BoxRoom;
        SvgPlot plot = new(canvas, x, y, top, (half ? HalfHeight : Height) + room, chart, foot: room);
        plot.HorizontalGrid();
        for (int s = 0; s < chart.Series.Count; s++)
        {
            Bars(canvas, plot, chart, edges, s);
        }

        plot.Baseline();
        if (range.Low < 0)
        {
            canvas.Line(plot.X(edges[0]), plot.Y(0), plot.X(edges[^1]), plot.Y(0), "muted");
        }

        foreach (ReferenceLine line in chart.References.Where(line => !line.Vertical || (line.Value >= edges[0] && line.Value <= edges[^1])))
        {
            plot.Reference(line);
        }

        if (chart.Box is { } box)
        {
            SvgBoxes.Strip(canvas, plot, box, chart.XFormat);
        }

        plot.VerticalTicks(grid: false);
        return plot.Bottom;
    }

    private static void Bars(SvgCanvas canvas, SvgPlot plot, HistogramChart chart, double[] edges, int index)
    {
        ChartSeries series = chart.Series[index];
        bool several = chart.Series.Count > 1;
        string color = Palette.Series(index);
        canvas.Shape(Boxes(plot, series, edges, several), color, several ? 0.35 : 0.85, Tip(chart, series));
        if (several)
        {
            canvas.Polyline(Outline(plot, series, edges), color, 1.5);
        }
    }

    private static IEnumerable<(double X, double Y, double Width, double Height)> Boxes(SvgPlot plot, ChartSeries series, double[] edges, bool several)
    {
        for (int i = 0; i < series.Values.Count; i++)
        {
            double value = series.Values[i];
            if (double.IsFinite(value) && value != 0)
            {
                double left = plot.X(edges[i]), right = plot.X(edges[i + 1]), y = plot.Y(value), zero = plot.Y(0);
                double gap = !several && right - left > 3 ? 1 : 0;
                yield return (left, Math.Min(y, zero), right - left - gap, Math.Abs(zero - y));
            }
        }
    }

    private static string Tip(HistogramChart chart, ChartSeries series)
    {
        int fullest = 0;
        for (int i = 1; i < series.Values.Count; i++)
        {
            if (!(series.Values[i] <= series.Values[fullest]))
            {
                fullest = i;
            }
        }

        string name = series.Name.Length > 0 ? series.Name + ": " : "";
        return $"{name}{series.Values.Count} bins from {ReportNumber.Format(chart.Edges[0], chart.XFormat)} to {ReportNumber.Format(chart.Edges[^1], chart.XFormat)}; the highest, "
            + $"{ReportNumber.Format(chart.Edges[fullest], chart.XFormat)} to {ReportNumber.Format(chart.Edges[fullest + 1], chart.XFormat)}: {ReportNumber.Format(series.Values[fullest], chart.Format)}";
    }

    private static IEnumerable<(double X, double Y)> Outline(SvgPlot plot, ChartSeries series, double[] edges)
    {
        yield return (plot.X(edges[0]), plot.Y(0));
        for (int i = 0; i < series.Values.Count; i++)
        {
            double value = double.IsFinite(series.Values[i]) ? series.Values[i] : 0;
            yield return (plot.X(edges[i]), plot.Y(value));
            yield return (plot.X(edges[i + 1]), plot.Y(value));
        }

        yield return (plot.X(edges[^1]), plot.Y(0));
    }

    // The outer bins of a drift comparison are open; they are drawn as wide as their neighbours.
    private static double[] Finite(IReadOnlyList<double> edges)
    {
        double[] finite = [.. edges];
        double[] inner = [.. edges.Where(double.IsFinite)];
        if (finite.Length < 2 || inner.Length == 0 || finite.Any(double.IsNaN))
        {
            return [];
        }

        double width = inner.Length > 1 ? (inner[^1] - inner[0]) / (inner.Length - 1) : 1;
        width = width > 0 && double.IsFinite(width) ? width : 1;
        finite[0] = double.IsFinite(finite[0]) ? finite[0] : inner[0] - width;
        finite[^1] = double.IsFinite(finite[^1]) ? finite[^1] : inner[^1] + width;
        return finite.All(double.IsFinite) ? finite : [];
    }
}

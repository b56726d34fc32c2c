using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A histogram; several samples lie over each other, translucent.</summary>
internal static class SvgHistogram
{
    private const double Height = 200;

    public static double? Draw(SvgCanvas canvas, HistogramChart chart, double top)
    {
        double[] edges = Finite(chart.Edges);
        if (edges.Length < 2 || TextChart.Range(chart.Series.SelectMany(one => one.Values)) is not { High: > 0 } range)
        {
            return null;
        }

        top = SvgPlot.Legend(canvas, [.. chart.Series.Select(one => one.Name)], top);
        AxisScale x = AxisScale.Exact(edges[0], edges[^1], 8, ReportNumberFormat.General);
        AxisScale y = AxisScale.Rounded(0, range.High, 4, chart.Format);
        SvgPlot plot = new(canvas, x, y, top, Height, chart);
        plot.HorizontalGrid();
        for (int s = 0; s < chart.Series.Count; s++)
        {
            Bars(canvas, plot, chart, edges, s);
        }

        plot.Baseline();
        plot.VerticalTicks(grid: false);
        return plot.Bottom;
    }

    private static void Bars(SvgCanvas canvas, SvgPlot plot, HistogramChart chart, double[] edges, int index)
    {
        ChartSeries series = chart.Series[index];
        bool several = chart.Series.Count > 1;
        string color = Palette.Series(index);
        for (int i = 0; i < series.Values.Count; i++)
        {
            double value = series.Values[i];
            if (double.IsFinite(value) && value > 0)
            {
                double left = plot.X(edges[i]), right = plot.X(edges[i + 1]);
                double gap = !several && right - left > 3 ? 1 : 0;
                string tip = $"{ReportNumber.Format(chart.Edges[i])} to {ReportNumber.Format(chart.Edges[i + 1])}: {ReportNumber.Format(value, chart.Format)}";
                canvas.Rectangle(left, plot.Y(value), right - left - gap, plot.Floor - plot.Y(value), color, several ? 0.35 : 0.85, several ? $"{series.Name}, {tip}" : tip);
            }
        }

        if (several)
        {
            canvas.Polyline(Outline(plot, series, edges), color, 1.5);
        }
    }

    private static IEnumerable<(double X, double Y)> Outline(SvgPlot plot, ChartSeries series, double[] edges)
    {
        yield return (plot.X(edges[0]), plot.Floor);
        for (int i = 0; i < series.Values.Count; i++)
        {
            double value = double.IsFinite(series.Values[i]) ? Math.Max(0, series.Values[i]) : 0;
            yield return (plot.X(edges[i]), plot.Y(value));
            yield return (plot.X(edges[i + 1]), plot.Y(value));
        }

        yield return (plot.X(edges[^1]), plot.Floor);
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

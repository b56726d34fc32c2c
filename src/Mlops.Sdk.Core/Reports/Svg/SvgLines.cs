namespace Mlops.Sdk;

/// <summary>Lines, with an optional diagonal and reference lines.</summary>
internal static class SvgLines
{
    private const double Height = 260, HalfHeight = 150;

    public static double? Draw(SvgCanvas canvas, LineChart chart, double top)
    {
        IEnumerable<double> xs = chart.Series.SelectMany(one => one.X).Concat(chart.References.Where(line => line.Vertical).Select(line => line.Value));
        IEnumerable<double> ys = chart.Series.SelectMany(one => one.Y).Concat(chart.References.Where(line => !line.Vertical).Select(line => line.Value));
        double[] unit = chart.Diagonal ? [0, 1] : [];
        if (!chart.Series.Any(HasPoint) || TextChart.Range(xs.Concat(unit)) is not { } x || TextChart.Range(ys.Concat(unit)) is not { } y)
        {
            return null;
        }

        y = SvgBand.Widen(chart.Band, y);

        bool half = canvas.Width < SvgCanvas.FullWidth;
        top = SvgPlot.Legend(canvas, chart, top);
        SvgPlot plot = new(
            canvas,
            chart.XFormat == ReportNumberFormat.Moment ? AxisScale.Moments(x.Low, x.High, half ? 3 : 6) : AxisScale.Exact(x.Low, x.High, half ? 5 : 8, chart.XFormat),
            AxisScale.Rounded(y.Low, y.High, half ? 3 : 5, chart.Format),
            top,
            half ? HalfHeight : Height,
            chart);
        plot.HorizontalGrid();
        plot.VerticalTicks(grid: false);
        plot.Baseline();
        if (chart.Band is { } band)
        {
            SvgBand.Draw(canvas, plot, band);
        }

        if (chart.Diagonal)
        {
            canvas.Line(plot.X(0), plot.Y(0), plot.X(1), plot.Y(1), "muted", dashed: true);
        }

        for (int i = 0; i < chart.Series.Count; i++)
        {
            Series(canvas, plot, chart, i);
        }

        foreach (ReferenceLine line in chart.References)
        {
            plot.Reference(line);
        }

        if (chart.Marks is { } marks)
        {
            SvgBand.Mark(canvas, plot, marks, chart);
        }

        return plot.Bottom;
    }

    private static bool HasPoint(PointSeries series) =>
        Enumerable.Range(0, series.X.Count).Any(i => double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]));

    private static void Series(SvgCanvas canvas, SvgPlot plot, LineChart chart, int index)
    {
        PointSeries series = chart.Series[index];
        string color = Palette.Series(index);
        (double X, double Y)[] points = [.. series.X.Zip(series.Y, (x, y) => (plot.X(x), plot.Y(y)))];
        canvas.Polyline(chart.Step ? Steps(points) : points, color);
        bool alone = points.Count(point => double.IsFinite(point.X) && double.IsFinite(point.Y)) == 1;
        if (chart.Markers || alone)
        {
            foreach ((double x, double y) in points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)))
            {
                canvas.Circle(x, y, 3.5, color);
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Steps((double X, double Y)[] points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            if (i > 0 && double.IsFinite(points[i - 1].Y))
            {
                yield return (points[i].X, points[i - 1].Y);
            }

            yield return points[i];
        }
    }
}

namespace Mlops.Sdk;

/// <summary>Points in the plane, translucent.</summary>
internal static class SvgScatter
{
    private const double Height = 300;

    public static double? Draw(SvgCanvas canvas, ScatterChart chart, double top)
    {
        (double X, double Y)[][] sets = [.. chart.Series.Select(Finite)];
        if (TextChart.Range(sets.SelectMany(set => set).Select(point => point.X)) is not { } x
            || TextChart.Range(sets.SelectMany(set => set).Select(point => point.Y)) is not { } y)
        {
            return null;
        }

        top = SvgPlot.Legend(canvas, chart.Series.Select(one => one.Name), top);
        SvgPlot plot = new(
            canvas,
            AxisScale.Rounded(x.Low, x.High, 8, ReportNumberFormat.General),
            AxisScale.Rounded(y.Low, y.High, 5, chart.Format),
            top,
            Height,
            chart);
        plot.HorizontalGrid();
        plot.VerticalTicks(grid: false);
        plot.Baseline();
        double opacity = sets.Sum(set => set.Length) > 300 ? 0.4 : 0.7;
        for (int s = 0; s < sets.Length; s++)
        {
            canvas.Dots(sets[s].Select(point => (plot.X(point.X), plot.Y(point.Y))), 2.8, Palette.Series(s), opacity);
        }

        return plot.Bottom;
    }

    private static (double X, double Y)[] Finite(PointSeries series) =>
        [.. series.X.Zip(series.Y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second))];
}

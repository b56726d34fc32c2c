using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Boxes and whiskers, lying, one group per line.</summary>
internal static class SvgBoxes
{
    private const double RowHeight = 34;
    private const double BoxHeight = 16;
    private const int MostOutliers = 200;

    public static double? Draw(SvgCanvas canvas, BoxChart chart, double top)
    {
        IEnumerable<double> all = chart.Groups.SelectMany(group => (double[])[group.Low, group.High, group.Median, .. group.Outliers]);
        if (TextChart.Range(all) is not { } range)
        {
            return null;
        }

        double names = Math.Clamp(chart.Groups.Max(group => TextMetrics.Width(SafeText.Shorten(SafeText.Line(group.Name), 80))) + 14, 30, 200);
        AxisScale x = AxisScale.Rounded(range.Low, range.High, 8, chart.Format);
        SvgPlot plot = new(canvas, x, x, top, RowHeight * chart.Groups.Count, chart, names);
        plot.VerticalTicks(grid: true);
        for (int i = 0; i < chart.Groups.Count; i++)
        {
            double middle = plot.Ceiling + ((i + 0.5) * RowHeight);
            canvas.Text(names - 10, middle + 4, chart.Groups[i].Name, "end", "ink", names - 10);
            Box(canvas, plot, chart, chart.Groups[i], middle, names);
        }

        return plot.Bottom;
    }

    /// <summary>One box in the foot of another chart, on its horizontal axis.</summary>
    public static void Strip(SvgCanvas canvas, SvgPlot plot, BoxGroup group, ReportNumberFormat format)
    {
        if (((double[])[group.Low, group.LowerQuartile, group.Median, group.UpperQuartile, group.High]).All(double.IsFinite))
        {
            Marks(canvas, plot, group, plot.FootMiddle, 10, format, outliers: 2);
        }
    }

    private static void Box(SvgCanvas canvas, SvgPlot plot, BoxChart chart, BoxGroup group, double middle, double left)
    {
        if (!((double[])[group.Low, group.LowerQuartile, group.Median, group.UpperQuartile, group.High]).All(double.IsFinite))
        {
            canvas.Text(left + 6, middle + 4, "no data");
            return;
        }

        Marks(canvas, plot, group, middle, BoxHeight, chart.Format, outliers: 2.5);
    }

    private static void Marks(SvgCanvas canvas, SvgPlot plot, BoxGroup group, double middle, double height, ReportNumberFormat format, double outliers)
    {
        foreach (double outlier in group.Outliers.Where(double.IsFinite).Take(MostOutliers))
        {
            canvas.Circle(plot.X(outlier), middle, outliers, "1", 0.45);
        }

        double low = plot.X(group.Low), high = plot.X(group.High);
        double lower = plot.X(group.LowerQuartile), upper = plot.X(group.UpperQuartile);
        canvas.Line(low, middle, lower, middle, "1", 1.5);
        canvas.Line(upper, middle, high, middle, "1", 1.5);
        canvas.Line(low, middle - 5, low, middle + 5, "1", 1.5);
        canvas.Line(high, middle - 5, high, middle + 5, "1", 1.5);
        string Show(double value) => ReportNumber.Format(value, format);
        string name = group.Name.Length > 0 ? group.Name + ": " : "";
        string tip = $"{name}median {Show(group.Median)}, quartiles {Show(group.LowerQuartile)} and {Show(group.UpperQuartile)}, "
            + $"whiskers {Show(group.Low)} and {Show(group.High)}, {group.Outliers.Count} beyond";
        canvas.Rectangle(lower, middle - (height / 2), Math.Max(1, upper - lower), height, "1", 0.3, tip, 2);
        canvas.Line(plot.X(group.Median), middle - (height / 2), plot.X(group.Median), middle + (height / 2), "1", 3);
    }
}

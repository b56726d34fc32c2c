using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Charts in plain text.</summary>
internal static class TextChart
{
    public static IEnumerable<string> Draw(Chart chart, int width)
    {
        yield return TextWidth.Cut(SafeText.Line(chart.Title), width);
        IEnumerable<string> body = chart switch
        {
            HistogramChart histogram => TextHistogram.Draw(histogram, width),
            BarChart bars => TextBarChart.Draw(bars, width),
            LineChart lines => TextLines.Draw(lines, width),
            BoxChart boxes => TextBoxes.Draw(boxes, width),
            HeatMapChart heat => TextHeatMap.Draw(heat, width),
            GraphChart graph => TextGraph.Draw(graph, width),
            ScatterChart scatter => TextScatter.Draw(scatter, width),
            _ => [],
        };
        bool any = false;
        foreach (string line in body)
        {
            any = true;
            yield return "  " + line;
        }

        if (!any)
        {
            yield return "  no data";
        }

        foreach (string note in chart.Notes)
        {
            foreach (string line in TextWidth.Wrap(SafeText.Line(note), width - 2))
            {
                yield return "  " + line;
            }
        }
    }

    /// <summary>The name column of a chart with a line per name.</summary>
    public static int NameWidth(IEnumerable<string> names, int width) =>
        Math.Min(names.Select(name => TextWidth.Of(SafeText.Line(name))).DefaultIfEmpty().Max(), Math.Max(8, width / 3));

    public static string Name(string name, int width) => TextWidth.Fit(SafeText.Line(name), width);

    public static string Number(double value, Chart chart) => ReportNumber.Format(value, chart.Format);

    /// <summary>The range of the finite values, or null when there is none.</summary>
    public static (double Low, double High)? Range(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        return low <= high ? (low, high) : null;
    }
}

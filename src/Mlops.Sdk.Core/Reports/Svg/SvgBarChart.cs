using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Lying bars with their values written at the end; no axis is needed.</summary>
internal static class SvgBarChart
{
    private const int MostCategories = 200;

    public static double? Draw(SvgCanvas canvas, BarChart chart, double top)
    {
        if (chart.Categories.Count == 0 || TextChart.Range(chart.Series.SelectMany(one => one.Values)) is not { } range)
        {
            return null;
        }

        ReferenceLine[] references = [.. chart.References.Where(line => double.IsFinite(line.Value))];

        top = SvgPlot.Legend(canvas, chart.Series.Select(one => one.Name), top);
        int count = Math.Min(chart.Categories.Count, MostCategories);
        double names = Math.Clamp(chart.Categories.Take(count).Max(name => TextMetrics.Width(SafeText.Line(SafeText.Shorten(name, 80)))) + 14, 30, Math.Min(220, canvas.Width * 0.45));
        double values = chart.Series.SelectMany(one => one.Values).Max(value => TextMetrics.Width(ReportNumber.Format(value, chart.Format))) + 10;
        double low = Math.Min(Math.Min(0, range.Low), references.Select(line => line.Value).DefaultIfEmpty().Min());
        double high = Math.Max(Math.Max(0, range.High), references.Select(line => line.Value).DefaultIfEmpty().Max());
        double left = names + (low < 0 ? values : 0), right = canvas.Width - (high > 0 ? values : 8);
        AxisScale scale = low == high ? AxisScale.Exact(0, 1, 4, chart.Format) : AxisScale.Exact(low, high, 4, chart.Format);
        double X(double value) => left + (scale.Share(value) * (right - left));

        double thickness = chart.Series.Count > 1 ? 11 : 15, gap = chart.Series.Count > 1 ? 13 : 9;
        double y = top;
        for (int i = 0; i < count; i++)
        {
            double group = thickness * chart.Series.Count;
            canvas.Text(names - 10, y + (group / 2) + 4, chart.Categories[i], "end", "ink", names - 10);
            for (int s = 0; s < chart.Series.Count; s++)
            {
                Bar(canvas, chart, i, s, X, y + (s * thickness), thickness - (chart.Series.Count > 1 ? 1 : 0));
            }

            y += group + gap;
        }

        canvas.Line(X(0), top - 4, X(0), y - gap + 4, "muted");
        foreach (ReferenceLine line in references)
        {
            Reference(canvas, line, X(line.Value), top - 4, y - gap + 8);
        }

        return Footer(canvas, chart, count, y + (references.Length > 0 ? 18 : 0), (left + right) / 2);
    }

    private static void Reference(SvgCanvas canvas, ReferenceLine line, double x, double top, double bottom)
    {
        bool late = x > canvas.Width / 2;
        canvas.Line(x, top, x, bottom, "ink", dashed: true);
        canvas.Text(x, bottom + 13, line.Label, late ? "end" : "start", room: late ? x : canvas.Width - x, style: "mr-small");
    }

    private static double Footer(SvgCanvas canvas, BarChart chart, int count, double y, double middle)
    {
        if (count < chart.Categories.Count)
        {
            canvas.Text(0, y + 10, $"… {ReportNumber.Format(chart.Categories.Count - count)} more not drawn", style: "mr-small");
            y += 18;
        }

        if (chart.XLabel is { } label)
        {
            canvas.Text(middle, y + 10, label, "middle", room: 2 * Math.Min(middle, canvas.Width - middle), style: "mr-small");
            y += 18;
        }

        return y;
    }

    private static void Bar(SvgCanvas canvas, BarChart chart, int category, int series, Func<double, double> x, double y, double thickness)
    {
        double value = chart.Series[series].Values[category];
        bool single = chart.Series.Count == 1;
        string text = ReportNumber.Format(value, chart.Format);
        double zero = x(0), end = double.IsFinite(value) ? x(value) : zero;
        string color = single && value < 0 ? "negative" : Palette.Series(series);
        if (end != zero)
        {
            string name = single ? chart.Categories[category] : $"{chart.Categories[category]}, {chart.Series[series].Name}";
            canvas.Rectangle(Math.Min(zero, end), y, Math.Max(1, Math.Abs(end - zero)), thickness, color, 0.85, $"{name}: {text}", 1.5);
        }

        canvas.Text(end + (value < 0 ? -6 : 6), y + (thickness / 2) + 4, text, value < 0 ? "end" : "start", style: single ? null : "mr-small");
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A matrix in shades of one colour, or of two around zero; shades are made by opacity, so that they suit light and dark.</summary>
internal static class SvgHeatMap
{
    private const int MostCells = 100;
    private const int MostAnnotated = 14;

    public static double? Draw(SvgCanvas canvas, HeatMapChart chart, double top)
    {
        if (chart.Values.Count == 0 || TextChart.Range(chart.Values) is not { } range)
        {
            return null;
        }

        int rows = Math.Min(chart.Rows.Count, MostCells), columns = Math.Min(chart.Columns.Count, MostCells);
        double names = Math.Clamp(chart.Rows.Take(rows).Max(Measure) + 14, 24, 180);
        double cell = Math.Clamp((SvgCanvas.Width - names - 40) / columns, 4, 64);
        double line = Math.Clamp(cell, 4, 34);
        double wide = chart.Columns.Take(columns).Max(Measure);
        bool slanted = wide > cell - 4;
        double heads = slanted ? Math.Min(wide, 120) * 0.71 + 14 : 20;
        bool labels = cell >= 11;
        double body = top + (chart.XLabel is null ? 0 : 20) + (labels ? heads : 4);
        if (labels)
        {
            Heads(canvas, chart, columns, names, cell, body, slanted);
        }

        Shading shading = Shading.Of(chart, range.Low, range.High);
        for (int row = 0; row < rows; row++)
        {
            double y = body + (row * line);
            if (line >= 11)
            {
                canvas.Text(names - 8, y + (line / 2) + 4, chart.Rows[row], "end", "ink", names - 8);
            }

            for (int column = 0; column < columns; column++)
            {
                Cell(canvas, chart, shading, row, column, (names + (column * cell), y, cell, line));
            }
        }

        if (chart.XLabel is { } label)
        {
            canvas.Text(names, top + 10, chart.YLabel is { } side ? $"{side} ↓   {label} →" : label, room: SvgCanvas.Width - names, style: "mr-small");
        }

        return Key(canvas, chart, shading, rows, columns, names, body + (rows * line) + 14);
    }

    private static double Measure(string name) => TextMetrics.Width(SafeText.Shorten(SafeText.Line(name), 60));

    private static void Heads(SvgCanvas canvas, HeatMapChart chart, int columns, double left, double cell, double body, bool slanted)
    {
        for (int column = 0; column < columns; column++)
        {
            double x = left + ((column + 0.5) * cell);
            double room = slanted ? Math.Min(120, (SvgCanvas.Width - x) * 1.4) : cell;
            canvas.Text(x, body - 7, chart.Columns[column], slanted ? "start" : "middle", "ink", room, rotate: slanted ? -45 : 0);
        }
    }

    private static void Cell(SvgCanvas canvas, HeatMapChart chart, Shading shading, int row, int column, (double X, double Y, double Width, double Height) box)
    {
        double value = chart[row, column];
        string text = ReportNumber.Format(value, chart.Format, 2);
        double gap = box.Width > 12 ? 1.5 : 0;
        (string color, double opacity) = shading.Paint(value);
        string tip = $"{chart.Rows[row]}, {chart.Columns[column]}: {ReportNumber.Format(value, chart.Format)}";
        canvas.Rectangle(box.X, box.Y, box.Width - gap, box.Height - gap, color, opacity, tip, gap > 0 ? 2 : 0);
        if (chart.Columns.Count <= MostAnnotated && chart.Rows.Count <= MostAnnotated && TextMetrics.Width(text) < box.Width - 4)
        {
            canvas.Text(box.X + (box.Width / 2), box.Y + (box.Height / 2) + 4, text, "middle", !double.IsFinite(value) ? "muted" : opacity > 0.6 ? "on" : "ink");
        }
    }

    private static double Key(SvgCanvas canvas, HeatMapChart chart, Shading shading, int rows, int columns, double left, double y)
    {
        const int Steps = 9;
        string low = ReportNumber.Format(shading.Low, chart.Format), high = ReportNumber.Format(shading.High, chart.Format);
        double x = left + TextMetrics.Width(low) + 8;
        canvas.Text(left, y + 10, low, style: "mr-small");
        for (int i = 0; i < Steps; i++)
        {
            double share = (double)i / (Steps - 1);
            (string color, double opacity) = shading.Paint((shading.Low * (1 - share)) + (shading.High * share));
            canvas.Rectangle(x + (i * 14), y + 1, 14, 10, color, opacity);
        }

        canvas.Text(x + (Steps * 14) + 8, y + 10, high, style: "mr-small");
        if (rows < chart.Rows.Count || columns < chart.Columns.Count)
        {
            canvas.Text(SvgCanvas.Width, y + 10, $"the first {rows} × {columns} of {chart.Rows.Count} × {chart.Columns.Count}", "end", style: "mr-small");
        }

        return y + 16;
    }

    private readonly record struct Shading(double Low, double High, bool Diverging)
    {
        private const double Palest = 0.06;

        public static Shading Of(HeatMapChart chart, double low, double high)
        {
            if (chart.Scale == HeatMapScale.Diverging)
            {
                double reach = chart.Maximum ?? Math.Max(Math.Abs(low), Math.Abs(high));
                return new(-reach, reach, Diverging: true);
            }

            return new(low >= 0 && low < high / 2 ? 0 : low, chart.Maximum ?? high, Diverging: false);
        }

        public (string Color, double Opacity) Paint(double value)
        {
            if (!double.IsFinite(value))
            {
                return ("soft", 1);
            }

            double share = Diverging
                ? (High > 0 ? Math.Min(1, Math.Abs(value) / High) : 0)
                : High > Low ? Math.Clamp((value - Low) / (High - Low), 0, 1) : 1;
            return (Diverging && value < 0 ? "negative" : "positive", Math.Round(Palest + ((0.95 - Palest) * share), 3));
        }
    }
}

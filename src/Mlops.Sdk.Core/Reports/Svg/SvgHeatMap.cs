using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A matrix in shades of one colour, or of two around zero; shades are made by opacity, so that they suit light and dark.</summary>
internal static class SvgHeatMap
{
    private const int MostCells = 100;
    private const int MostAnnotated = 14;
    private const int MostTips = 1700;
    private const int Shades = 24;
    private const double MostHeight = 600;
    private const double LabelLine = 24;

    public static double? Draw(SvgCanvas canvas, HeatMapChart chart, double top)
    {
        if (chart.Values.Count == 0 || TextChart.Range(chart.Values) is not { } range)
        {
            return null;
        }

        int rows = Math.Min(chart.Rows.Count, MostCells), columns = Math.Min(chart.Columns.Count, MostCells);
        double names = Math.Clamp(chart.Rows.Take(rows).Max(Measure) + 14, 24, 180);
        double cell = Math.Clamp((canvas.Width - names - 40) / columns, 4, 64);
        double line = Math.Clamp(Math.Min(cell, MostHeight / rows), 3, 34);
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
        // Rows too low for a line of text are labelled here and there.
        int every = line >= 11 ? 1 : (int)Math.Ceiling(LabelLine / line);
        for (int row = 0; row < rows; row += Math.Max(1, every))
        {
            canvas.Text(names - 8, body + ((row + 0.5) * line) + 4, chart.Rows[row], "end", "ink", names - 8);
        }

        Body area = new(names, body, cell, line, rows, columns);
        if (rows * columns <= MostTips)
        {
            Cells(canvas, chart, shading, area);
        }
        else
        {
            Blocks(canvas, chart, shading, area);
        }

        if (chart.XLabel is { } label)
        {
            canvas.Text(names, top + 10, chart.YLabel is { } side ? $"{side} ↓   {label} →" : label, room: canvas.Width - names, style: "mr-small");
        }

        return Key(canvas, chart, shading, rows, columns, names, body + (rows * line) + 14);
    }

    private static double Measure(string name) => TextMetrics.Width(SafeText.Shorten(SafeText.Line(name), 60));

    private static void Heads(SvgCanvas canvas, HeatMapChart chart, int columns, double left, double cell, double body, bool slanted)
    {
        for (int column = 0; column < columns; column++)
        {
            double x = left + ((column + 0.5) * cell);
            double room = slanted ? Math.Min(120, (canvas.Width - x) * 1.4) : cell;
            canvas.Text(x, body - 7, chart.Columns[column], slanted ? "start" : "middle", "ink", room, rotate: slanted ? -45 : 0);
        }
    }

    // One group of cells a shade, so that colour and opacity are written once.
    private static void Cells(SvgCanvas canvas, HeatMapChart chart, Shading shading, Body body)
    {
        double gap = body.Cell > 12 && body.Line > 8 ? 1.5 : 0;
        foreach (var shade in Places(chart, shading, body).GroupBy(place => place.Shade).OrderBy(shade => shade.Key.Color, StringComparer.Ordinal).ThenBy(shade => shade.Key.Opacity))
        {
            canvas.Cells(
                shade.Select(place => (body.X(place.Column), body.Y(place.Row), body.Cell - gap, body.Line - gap, $"{chart.Rows[place.Row]}, {chart.Columns[place.Column]}: {ReportNumber.Format(chart[place.Row, place.Column], chart.Format)}")),
                shade.Key.Color,
                shade.Key.Opacity);
        }

        if (chart.Columns.Count > MostAnnotated || chart.Rows.Count > MostAnnotated)
        {
            return;
        }

        foreach ((int row, int column, (_, double opacity)) in Places(chart, shading, body))
        {
            double value = chart[row, column];
            string text = ReportNumber.Format(value, chart.Format, 2);
            if (TextMetrics.Width(text) < body.Cell - 4)
            {
                canvas.Text(body.X(column) + (body.Cell / 2), body.Y(row) + (body.Line / 2) + 4, text, "middle", !double.IsFinite(value) ? "muted" : opacity > 0.6 ? "on" : "ink");
            }
        }
    }

    // Too many cells for tips: one shape a shade, runs of equal cells below each other joined.
    private static void Blocks(SvgCanvas canvas, HeatMapChart chart, Shading shading, Body body)
    {
        Dictionary<(string Color, double Opacity), List<(double X, double Y, double Width, double Height)>> shapes = [];
        for (int column = 0; column < body.Columns; column++)
        {
            int start = 0;
            for (int row = 1; row <= body.Rows; row++)
            {
                (string Color, double Opacity) shade = shading.Paint(chart[start, column]);
                if (row < body.Rows && shading.Paint(chart[row, column]) == shade)
                {
                    continue;
                }

                if (!shapes.TryGetValue(shade, out List<(double X, double Y, double Width, double Height)>? boxes))
                {
                    shapes[shade] = boxes = [];
                }

                boxes.Add((body.X(column), body.Y(start), body.Cell - (body.Cell > 6 ? 1 : 0), (row - start) * body.Line));
                start = row;
            }
        }

        foreach (var shape in shapes.OrderBy(one => one.Key.Color, StringComparer.Ordinal).ThenBy(one => one.Key.Opacity))
        {
            canvas.Shape(shape.Value, shape.Key.Color, shape.Key.Opacity);
        }
    }

    private static IEnumerable<(int Row, int Column, (string Color, double Opacity) Shade)> Places(HeatMapChart chart, Shading shading, Body body)
    {
        for (int row = 0; row < body.Rows; row++)
        {
            for (int column = 0; column < body.Columns; column++)
            {
                yield return (row, column, shading.Paint(chart[row, column]));
            }
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
            canvas.Text(canvas.Width, y + 10, $"the first {rows} × {columns} of {chart.Rows.Count} × {chart.Columns.Count}", "end", style: "mr-small");
        }

        return y + 16;
    }

    private readonly record struct Body(double Left, double Top, double Cell, double Line, int Rows, int Columns)
    {
        public double X(int column) => Left + (column * Cell);

        public double Y(int row) => Top + (row * Line);
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
            return (Diverging && value < 0 ? "negative" : "positive", Math.Round(Palest + ((0.95 - Palest) * Math.Round(share * Shades) / Shades), 2));
        }
    }
}

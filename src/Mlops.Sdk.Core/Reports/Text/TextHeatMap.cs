using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A matrix as numbers while it fits, else as shades.</summary>
internal static class TextHeatMap
{
    private const string Shades = "·░▒▓█";
    private const int MostRows = 40, FewRows = 20;

    public static IEnumerable<string> Draw(HeatMapChart chart, int width)
    {
        if (chart.Values.Count == 0 || TextChart.Range(chart.Values) is not { } range)
        {
            return [];
        }

        chart = Lower(chart);
        int names = TextChart.NameWidth(chart.Rows, width);
        return names + 2 + (chart.Columns.Count * 10) <= width ? Numbers(chart, width) : Shaded(chart, range, names, width);
    }

    // A map of many rows is drawn with the mean of neighbours.
    private static HeatMapChart Lower(HeatMapChart chart)
    {
        if (chart.Rows.Count <= MostRows || chart.Rows.Count <= chart.Columns.Count)
        {
            return chart;
        }

        int group = (chart.Rows.Count + FewRows - 1) / FewRows;
        int[][] groups = [.. Enumerable.Range(0, chart.Rows.Count).Chunk(group)];
        IEnumerable<double> values = groups.SelectMany(rows => Enumerable.Range(0, chart.Columns.Count).Select(column => rows.Average(row => chart[row, column])));
        return new(chart.Title, groups.Select(rows => chart.Rows[rows[0]]), chart.Columns, values) { Format = chart.Format, Scale = chart.Scale, Maximum = chart.Maximum };
    }

    private static IEnumerable<string> Numbers(HeatMapChart chart, int width)
    {
        ReportTable table = new(
            [ReportColumn.Text(""), .. chart.Columns.Select(name => ReportColumn.Number(SafeText.Shorten(SafeText.Line(name), 12), chart.Format))],
            chart.Rows.Select((name, row) => (ReportCell[])[name, .. Enumerable.Range(0, chart.Columns.Count).Select(column => (ReportCell)chart[row, column])]));
        return TextTable.Draw(table, width - 2, int.MaxValue);
    }

    private static IEnumerable<string> Shaded(HeatMapChart chart, (double Low, double High) range, int names, int width)
    {
        bool diverging = chart.Scale == HeatMapScale.Diverging;
        double top = chart.Maximum ?? (diverging ? Math.Max(Math.Abs(range.Low), Math.Abs(range.High)) : range.High);
        double floor = diverging ? 0 : range.Low;
        int shown = Math.Min(chart.Columns.Count, (width - names - 4) / 2);
        for (int row = 0; row < chart.Rows.Count; row++)
        {
            IEnumerable<string> cells = Enumerable.Range(0, shown).Select(column => Shade(chart[row, column], floor, top, diverging));
            yield return TextChart.Name(chart.Rows[row], names) + "  " + string.Concat(cells);
        }

        string low = ReportNumber.Format(floor, chart.Format), high = ReportNumber.Format(top, chart.Format);
        string negative = diverging ? ", - below zero" : "";
        string more = shown < chart.Columns.Count ? $", {chart.Columns.Count - shown} more columns not shown" : "";
        yield return TextWidth.Cut($"{Shades[0]} {low} … {Shades[^1]} {high}{negative}{more}", width - 2);
    }

    private static string Shade(double value, double floor, double top, bool diverging)
    {
        if (!double.IsFinite(value))
        {
            return "? ";
        }

        double size = diverging ? Math.Abs(value) : value;
        double share = top > floor ? Math.Clamp((size - floor) / (top - floor), 0, 1) : 0;
        char shade = Shades[(int)Math.Round(share * (Shades.Length - 1))];
        return (diverging && value < 0 ? "-" : shade.ToString()) + shade;
    }
}

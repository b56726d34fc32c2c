using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Points as braille dots, two by four to a character.</summary>
internal static class TextScatter
{
    private const int Height = 12;
    private const int BrailleBlank = 0x2800;

    private static readonly byte[,] s_dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    public static IEnumerable<string> Draw(ScatterChart chart, int width)
    {
        if (TextChart.Range(chart.Series.SelectMany(one => one.X)) is not { } x
            || TextChart.Range(chart.Series.SelectMany(one => one.Y)) is not { } y)
        {
            yield break;
        }

        int room = Math.Clamp(width - 16, 16, 64);
        char[][] grid = Plot(chart, x, y, room);
        for (int line = 0; line < Height; line++)
        {
            string label = line == 0 ? TextChart.Number(y.High, chart) : line == Height - 1 ? TextChart.Number(y.Low, chart) : "";
            yield return TextWidth.Fit(label, 9, ReportAlignment.Right) + " │" + new string(grid[line]).TrimEnd((char)BrailleBlank);
        }

        string low = ReportNumber.Format(x.Low), high = ReportNumber.Format(x.High);
        yield return new string(' ', 10) + "└" + new string('─', room);
        yield return new string(' ', 11) + low + TextWidth.Fit(high, Math.Max(high.Length + 1, room - low.Length), ReportAlignment.Right);
    }

    private static char[][] Plot(ScatterChart chart, (double Low, double High) x, (double Low, double High) y, int room)
    {
        char[][] grid = [.. Enumerable.Range(0, Height).Select(_ => new string((char)BrailleBlank, room).ToCharArray())];
        foreach (PointSeries series in chart.Series)
        {
            for (int i = 0; i < series.X.Count; i++)
            {
                if (double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]))
                {
                    int column = At(series.X[i], x, room * 2);
                    int row = (Height * 4) - 1 - At(series.Y[i], y, Height * 4);
                    grid[row / 4][column / 2] |= (char)s_dots[row % 4, column % 2];
                }
            }
        }

        return grid;
    }

    private static int At(double value, (double Low, double High) range, int cells) =>
        range.High > range.Low ? (int)Math.Round((value - range.Low) / (range.High - range.Low) * (cells - 1)) : cells / 2;
}

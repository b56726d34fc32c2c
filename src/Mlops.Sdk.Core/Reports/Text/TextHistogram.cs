using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A histogram of standing blocks, five lines high.</summary>
internal static class TextHistogram
{
    private const int Height = 5;

    public static IEnumerable<string> Draw(HistogramChart chart, int width)
    {
        if (TextChart.Range(chart.Series.SelectMany(one => one.Values)) is not { High: > 0 } range || chart.Edges.Count < 2)
        {
            yield break;
        }

        int room = Math.Max(20, Math.Min(width - 14, 72));
        foreach (ChartSeries series in chart.Series)
        {
            double[] bins = Merge(series.Values, room);
            double top = TextChart.Range(bins)?.High ?? range.High;
            int each = Math.Clamp(room / bins.Length, 1, 8);
            double[] shares = [.. bins.SelectMany(bin => Enumerable.Repeat(top > 0 ? bin / top : 0, each))];
            string[] lines = TextBars.Vertical(shares, Height);
            if (series.Name.Length > 0)
            {
                yield return TextWidth.Cut(SafeText.Line(series.Name), width - 2);
            }

            for (int i = 0; i < Height; i++)
            {
                string label = i == 0 ? TextChart.Number(top, chart) : i == Height - 1 ? "0" : "";
                yield return TextWidth.Fit(label, 9, ReportAlignment.Right) + " │" + lines[i];
            }

            string low = ReportNumber.Format(chart.Edges[0], chart.XFormat), high = ReportNumber.Format(chart.Edges[^1], chart.XFormat);
            yield return new string(' ', 10) + "└" + new string('─', shares.Length);
            yield return new string(' ', 11) + low + TextWidth.Fit(high, Math.Max(high.Length + 1, shares.Length - low.Length), ReportAlignment.Right);
        }

        foreach (string line in TextLines.References(chart.References, chart, chart.XFormat, width))
        {
            yield return line;
        }
    }

    private static double[] Merge(IReadOnlyList<double> values, int room)
    {
        int group = (values.Count + room - 1) / room;
        return [.. values.Chunk(group).Select(chunk => chunk.Where(double.IsFinite).Sum())];
    }
}

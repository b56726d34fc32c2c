namespace Mlops.Sdk;

/// <summary>Lying bars; a negative value is hatched.</summary>
internal static class TextBarChart
{
    public static IEnumerable<string> Draw(BarChart chart, int width)
    {
        if (TextChart.Range(chart.Series.SelectMany(one => one.Values).Select(Math.Abs)) is not { High: var top })
        {
            yield break;
        }

        bool grouped = chart.Series.Count > 1;
        int names = TextChart.NameWidth(chart.Categories, width);
        int series = grouped ? TextChart.NameWidth(chart.Series.Select(one => one.Name), width / 2) + 2 : 0;
        int numbers = chart.Series.SelectMany(one => one.Values).Max(value => TextChart.Number(value, chart).Length);
        int room = Math.Clamp(width - 6 - names - series - numbers, 8, 50);
        for (int i = 0; i < chart.Categories.Count; i++)
        {
            for (int s = 0; s < chart.Series.Count; s++)
            {
                double value = chart.Series[s].Values[i];
                string bar = double.IsFinite(value) && top > 0 ? TextBars.Horizontal(Math.Abs(value) / top, room) : "";
                bar = value < 0 ? new string('▒', bar.Length) : bar;
                string label = grouped ? TextWidth.Fit(SafeText.Line(chart.Series[s].Name), series - 2) + "  " : "";
                yield return TextChart.Name(s == 0 ? chart.Categories[i] : "", names) + "  " + label
                    + TextWidth.Fit(TextChart.Number(value, chart), numbers, ReportAlignment.Right) + "  " + bar;
            }
        }

        foreach (string line in TextLines.References(chart.References, chart, chart.Format, width))
        {
            yield return line;
        }
    }
}

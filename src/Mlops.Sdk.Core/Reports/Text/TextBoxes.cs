namespace Mlops.Sdk;

/// <summary>Boxes and whiskers on one line per group, over a shared scale.</summary>
internal static class TextBoxes
{
    public static IEnumerable<string> Draw(BoxChart chart, int width)
    {
        IEnumerable<double> all = chart.Groups.SelectMany(group => (double[])[group.Low, group.High, group.Median, .. group.Outliers]);
        if (TextChart.Range(all) is not { } range)
        {
            yield break;
        }

        int names = TextChart.NameWidth(chart.Groups.Select(group => group.Name), width);
        int room = Math.Clamp(width - 20 - names, 16, 60);
        foreach (BoxGroup group in chart.Groups)
        {
            string median = double.IsFinite(group.Median) ? "median " + TextChart.Number(group.Median, chart) : "no data";
            yield return TextWidth.Cut(TextChart.Name(group.Name, names) + "  " + Line(group, range.Low, range.High, room) + "  " + median, width - 2);
        }

        string low = TextChart.Number(range.Low, chart), high = TextChart.Number(range.High, chart);
        yield return new string(' ', names + 2) + low + TextWidth.Fit(high, Math.Max(high.Length + 1, room - low.Length), ReportAlignment.Right);
    }

    private static string Line(BoxGroup group, double low, double high, int room)
    {
        char[] line = new char[room];
        Array.Fill(line, ' ');
        if (!((double[])[group.Low, group.LowerQuartile, group.Median, group.UpperQuartile, group.High]).All(double.IsFinite))
        {
            return new string(line);
        }

        int At(double value) => high > low ? (int)Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * (room - 1)) : room / 2;
        foreach (double outlier in group.Outliers.Where(double.IsFinite))
        {
            line[At(outlier)] = '·';
        }

        Fill(line, At(group.Low), At(group.High), '─');
        Fill(line, At(group.LowerQuartile), At(group.UpperQuartile), '▒');
        line[At(group.Low)] = '├';
        line[At(group.High)] = '┤';
        line[At(group.Median)] = '┃';
        return new string(line);
    }

    private static void Fill(char[] line, int from, int to, char mark) =>
        line.AsSpan(Math.Min(from, to)..(Math.Max(from, to) + 1)).Fill(mark);
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Each line as a row of small bars with its range.</summary>
internal static class TextLines
{
    public static IEnumerable<string> Draw(LineChart chart, int width)
    {
        if (TextChart.Range(chart.Series.SelectMany(one => one.Y)) is not { } y
            || TextChart.Range(chart.Series.SelectMany(one => one.X)) is not { } x)
        {
            yield break;
        }

        int names = TextChart.NameWidth(chart.Series.Select(one => one.Name), width);
        int indent = names == 0 ? 0 : names + 2;
        string range = $"{TextChart.Number(y.Low, chart)} to {TextChart.Number(y.High, chart)}";
        int room = Math.Clamp(width - 6 - indent - range.Length, 10, 60);
        foreach (PointSeries series in chart.Series)
        {
            string name = names == 0 ? "" : TextChart.Name(series.Name, names) + "  ";
            double[] values = Resample(series, x.Low, x.High, room);
            string own = TextChart.Range(series.Y) is { } mine ? $"{TextChart.Number(mine.Low, chart)} to {TextChart.Number(mine.High, chart)}" : "no data";
            yield return name + TextBars.Spark(values, y.Low, y.High) + "  " + own;
        }

        string low = ReportNumber.Format(x.Low, chart.XFormat), high = ReportNumber.Format(x.High, chart.XFormat);
        string label = chart.XLabel is { } text ? "  " + SafeText.Line(text) : "";
        yield return TextWidth.Cut(new string(' ', indent) + low + TextWidth.Fit(high, Math.Max(high.Length + 1, room - low.Length), ReportAlignment.Right) + label, width - 2);
        foreach (string line in References(chart.References, chart, chart.XFormat, width))
        {
            yield return line;
        }

        for (int i = 0; i < (chart.Marks?.X.Count ?? 0); i++)
        {
            yield return TextWidth.Cut($"• {SafeText.Line(chart.Marks!.Name)}: {ReportNumber.Format(chart.Marks.X[i], chart.XFormat)}, {TextChart.Number(chart.Marks.Y[i], chart)}", width - 2);
        }
    }

    /// <summary>What dashed lines mark, one a line; those without a label are not named.</summary>
    public static IEnumerable<string> References(IReadOnlyList<ReferenceLine> references, Chart chart, ReportNumberFormat xFormat, int width) =>
        references.Where(line => line.Label.Length > 0).Select(line => TextWidth.Cut($"┄ {SafeText.Line(line.Label)}: {(line.Vertical ? ReportNumber.Format(line.Value, xFormat) : TextChart.Number(line.Value, chart))}", width - 2));

    private static double[] Resample(PointSeries series, double low, double high, int room)
    {
        double[] sum = new double[room];
        int[] count = new int[room];
        for (int i = 0; i < series.X.Count; i++)
        {
            if (double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]))
            {
                int at = high > low ? (int)Math.Round((series.X[i] - low) / (high - low) * (room - 1)) : 0;
                sum[at] += series.Y[i];
                count[at]++;
            }
        }

        double[] values = [.. sum.Select((total, i) => count[i] > 0 ? total / count[i] : double.NaN)];
        Fill(values);
        return values;
    }

    private static void Fill(double[] values)
    {
        int last = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            for (int j = last + 1; last >= 0 && j < i; j++)
            {
                values[j] = values[last] + ((values[i] - values[last]) * (j - last) / (i - last));
            }

            last = i;
        }
    }
}

namespace Mlops.Sdk.Tests.Reports;

/// <summary>Names that try to get out of their place.</summary>
internal static class HostileText
{
    public const string Markup = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=\"javascript:alert(3)\">x</a>&amp;";
    public const string Markdown = "| a | **b** _c_ `d` [e](http://evil.example) ![f](g) # h ~~i~~ www.evil.example <b>";
    public const string Fence = "``` ` ```` \n```\n# out";
    public const string Lines = "first\nsecond\r\nthird\u2028fourth\tfifth\u0085sixth";
    public const string Ansi = "\u001b[31mred\u001b[0m\u0007\u009b2J\u007f\0";
    public const string Bidi = "\u202Edesrever\u2066\u2069\u200F\u061C";
    public const string Broken = "\uD800 lone \uDC00 \uFFFE \uFFFF";

    public static string Long { get; } = new('x', 10_000);

    public static string[] All { get; } = [Markup, Markdown, Fence, Lines, Ansi, Bidi, Broken, Long, "", " ", "]]>", "--><!--", "😀 名前 é̂"];

    /// <summary>A report in which every text is the given one.</summary>
    public static Report Report(string text) => new GeneralReport(
        new Extensibility.ReportBuilder(text, text)
            .Section(text)
            .Text(text)
            .Facts((text, text), (text, double.NaN))
            .Table([ReportColumn.Text(text), ReportColumn.Number(text)], [[text, text], [text, 1.5], [ReportCell.Empty, ReportCell.Bar(2, 0.4)]], text, text)
            .Lead((text, text))
            .Section(text).Section(text).DetailSection(text)
            .Row(new ReportText(text), new ReportFigure(Charts(text)[0]))
            .Add(new ReportGroup(text, [new ReportText(text), new ReportFacts([new ReportFact(text, text)])], text) { Anchor = text, IsCollapsed = false })
            .Table([ReportColumn.Text(text), ReportColumn.Number(text)], [[ReportCell.Link(text, text), ReportCell.Bars([1, double.NaN, -3, 2, double.PositiveInfinity])]])
            .Add(new ReportFigure(Charts(text)[0])).Add(new ReportFigure(Charts(text)[1])).Add(new ReportFigure(Charts(text)[2]))
            .Add(new ReportFigure(Charts(text)[3])).Add(new ReportFigure(Charts(text)[4])).Add(new ReportFigure(Charts(text)[5]))
            .Build(),
        [new Finding(text, Severity.Error, text, text), new Finding("X001", Severity.Info, text, "a message")
        {
            Title = text, Remedy = text, Value = double.NaN, Threshold = 1, Bound = double.PositiveInfinity, RelatedColumns = [text],
        }]);

    /// <summary>Every kind of chart, with the text wherever one fits.</summary>
    public static Chart[] Charts(string text) =>
    [
        new HistogramChart(text, [0, 1, 2], [new ChartSeries(text, [1, 2]), new ChartSeries(text, [2, 1])]) { XLabel = text, YLabel = text, Note = text, Box = new BoxGroup(text, 0, 0.5, 1, 1.5, 2) { Outliers = [1.9] } },
        new BarChart(text, [text, "b"], [new ChartSeries(text, [1, -2]), new ChartSeries(text, [2, 1])]) { XLabel = text, YLabel = text, Note = text },
        new LineChart(text, [new PointSeries(text, [0, 1], [1, 2])]) { XLabel = text, YLabel = text, Note = text, References = [new(text, 1), new(text, 0.5, true)] },
        new BoxChart(text, [new BoxGroup(text, 0, 1, 2, 3, 4) { Outliers = [9] }]) { XLabel = text, YLabel = text, Note = text },
        new HeatMapChart(text, [text, "b"], [text, "d"], [1, 2, 3, -4]) { XLabel = text, YLabel = text, Note = text },
        new ScatterChart(text, [new PointSeries(text, [0, 1], [1, 2])]) { XLabel = text, YLabel = text, Note = text },
    ];
}

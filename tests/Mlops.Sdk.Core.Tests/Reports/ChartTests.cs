using System.Xml.Linq;
using CsCheck;

namespace Mlops.Sdk.Tests.Reports;

public sealed class ChartTests
{
    private static readonly double[] s_special =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.MaxValue, double.MinValue, double.Epsilon];

    private static readonly Gen<double> s_anything = Gen.OneOf(Gen.Double, Gen.Double[-5, 5], Gen.Int[0, s_special.Length - 1].Select(i => s_special[i]));

    [Fact]
    public void Svg_WithoutData_SaysSo() =>
        Assert.All(Empty(), chart => Assert.Contains("no data", SafeMarkup.Parse(chart.ToSvg()).Descendants().Select(e => e.Value)));

    [Fact]
    public void Text_WithoutData_SaysSo() => Assert.All(Empty(), chart => Assert.Contains("no data", chart.ToText(), StringComparison.Ordinal));

    [Fact]
    public void Charts_OfAnyNumbers_DrawFiniteMarks() =>
        s_anything.Array[2, 6].Sample(
            values =>
            {
                foreach (Chart chart in Filled(values))
                {
                    SafeMarkup.Parse(chart.ToSvg());
                    Assert.All(chart.ToText(80).Split('\n'), line => Assert.True(line.Length <= 80, line));
                }
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void Ticks_OfAwkwardRange_AreRound()
    {
        string svg = new LineChart("t", [0.13, 9.7], [3.1, 47.9]).ToSvg();
        string[] labels = [.. SafeMarkup.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Equal(["t", "0", "10", "20", "30", "40", "50", "1", "2", "3", "4", "5", "6", "7", "8", "9"], labels);
    }

    [Fact]
    public void Scatter_BeyondItsLimit_KeepsSeededShareAndSaysSo()
    {
        double[] many = [.. Enumerable.Range(0, 9000).Select(i => (double)i)];
        PointSeries[] series = [new("a", many, many), new("b", many.Take(1000), many.Take(1000))];
        ScatterChart chart = new("s", series, seed: 7);
        Assert.Equal([1800, 200], chart.Series.Select(one => one.X.Count));
        Assert.Equal(chart.Series[0].X, new ScatterChart("s", series, seed: 7).Series[0].X);
        Assert.NotEqual(chart.Series[0].X, new ScatterChart("s", series, seed: 8).Series[0].X);
        Assert.Equal(chart.Series[0].X.Order(), chart.Series[0].X);
        Assert.Contains("2,000 of 10,000 points, drawn at random (seed 7).", chart.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("2,000 of 10,000 points, drawn at random (seed 7).", chart.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_WithUnequalLengths_Throws()
    {
        Assert.Throws<ArgumentException>(() => new BarChart("t", ["a"], [1.0, 2.0]));
        Assert.Throws<ArgumentException>(() => new HistogramChart("t", [0.0, 1], [1.0, 2.0]));
        Assert.Throws<ArgumentException>(() => new PointSeries("t", [0.0, 1], [1.0]));
        Assert.Throws<ArgumentException>(() => new HeatMapChart("t", ["a"], ["b"], []));
    }

    [Fact]
    public void Histogram_WithReferences_DrawsThemDashed_WithinTheAxis()
    {
        HistogramChart chart = new("t", [0.5, 1.5, 2.5], [0.01, -0.02]) { References = [new("bound", 0.5), new("", -0.5), new("outside", 9, Vertical: true)] };
        XElement[] dashed = [.. SafeMarkup.Parse(chart.ToSvg()).Descendants().Where(e => e.Attribute("stroke-dasharray") is not null)];
        double[] heights = [.. dashed.Select(line => double.Parse((string)line.Attribute("y1")!, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(2, heights.Length);
        Assert.InRange(heights[0], 0, heights[1] - 20);
        Assert.Contains("bound: 0.5", chart.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_WithReferences_ReachThemAndNameThem()
    {
        BarChart chart = new("t", ["a", "b"], [0.2, 0.1]) { References = [new("limit", 0.4)] };
        XElement line = Assert.Single(SafeMarkup.Parse(chart.ToSvg()).Descendants(), e => e.Attribute("stroke-dasharray") is not null);
        double end = SafeMarkup.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("rx") is not null).Max(bar => Real(bar, "x") + Real(bar, "width"));
        double zero = SafeMarkup.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("rx") is not null).Min(bar => Real(bar, "x"));
        Assert.Equal(2, (Real(line, "x1") - zero) / (end - zero), 0.01);
        Assert.Contains(">limit</text>", chart.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("limit: 0.4", chart.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_WithBandAndMarks_LegendNamesThem()
    {
        ChartBand band = new("90% interval", [0.0, 1], [0.0, 0], [1.0, 1]);
        string svg = new LineChart("t", [0.0, 1], [0.5, 0.6]) { Band = band, Marks = new("odd days", [1.0], [0.6]) }.ToSvg();
        Assert.Contains(">90% interval</text>", svg, StringComparison.Ordinal);
        Assert.Contains(">odd days</text>", svg, StringComparison.Ordinal);
    }

    // The widths are those of DejaVu Sans at 12 pixels, the widest face that a page asks for.
    [Theory]
    [InlineData("age above 28 to 37", 118)]
    [InlineData("nnnnnnnnnnnnnnn", 114)]
    [InlineData("ANNNNNNNNNNNNNN", 133)]
    public void Bars_LongNames_HaveRoomForTheirFirstLetter(string name, double width)
    {
        XElement label = SafeMarkup.Parse(new BarChart("t", [name], [1.0]).ToSvg()).Descendants().First(e => e.Value == name);
        Assert.InRange(Real(label, "x"), width, width * 1.2);
    }

    private static double Real(XElement element, string name) => double.Parse((string)element.Attribute(name)!, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Svg_Alone_CarriesBothColourSchemesAndPlainFallbacks()
    {
        XDocument svg = SafeMarkup.Parse(SampleReport.Importance().ToSvg());
        Assert.Contains("prefers-color-scheme:dark", svg.Descendants().Single(e => e.Name.LocalName == "style").Value, StringComparison.Ordinal);
        Assert.All(
            svg.Descendants().Where(e => e.Name.LocalName is "text" or "rect" or "circle"),
            mark => Assert.Matches("^#[0-9a-f]{6}$", (string?)mark.Attribute("fill")));
    }

    private static Chart[] Empty() =>
    [
        new HistogramChart("t", [], Array.Empty<double>()), new HistogramChart("t", [0.0, 1], [0.0]), new BarChart("t", [], Array.Empty<double>()), new BarChart("t", ["a"], [double.NaN]),
        new LineChart("t", []), new LineChart("t", [1.0], [double.NaN]), new BoxChart("t", []), new HeatMapChart("t", [], [], []),
        new HeatMapChart("t", ["a"], ["b"], [double.NaN]), new ScatterChart("t", []), new ScatterChart("t", [double.NaN], [1.0]),
    ];

    private static Chart[] Filled(double[] v) =>
    [
        new HistogramChart("t", v.Order(), v.Skip(1)) { References = [new("r", v[0]), new("s", v[0], Vertical: true)] }, new BarChart("t", v.Select((_, i) => $"c{i}"), v), new LineChart("t", v, v.Reverse()) { Step = true, References = [new("r", v[0])] },
        new BoxChart("t", [new("g", v[0], v[0], v[0], v[1], v[^1]) { Outliers = v }]), new HeatMapChart("t", ["a"], v.Select((_, i) => $"c{i}"), v) { Scale = HeatMapScale.Diverging },
        new HeatMapChart("t", ["a"], v.Select((_, i) => $"c{i}"), v), new ScatterChart("t", v, v.Reverse()),
    ];
}

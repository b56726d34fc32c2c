using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;

namespace Mlops.Sdk.Tests.Reports;

public sealed class GraphChartTests
{
    [Fact]
    public void Draw_RandomGraphs_EveryArrowThatIsOnNoCircleLeadsRight() => Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11]).Array[0, 30]).Sample((count, pairs) =>
    {
        GraphNode[] nodes = [.. Enumerable.Range(0, count).Select(i => new GraphNode($"n{i}", $"n{i}.", "g"))];
        (int From, int To)[] edges = [.. pairs.Select(pair => (pair.Item1 % count, pair.Item2 % count))];
        string svg = new GraphChart("t", nodes, edges.Select(edge => new GraphEdge($"n{edge.From}", $"n{edge.To}"))).ToSvg();
        double[] x = [.. nodes.Select(node => double.Parse(Regex.Match(svg, $"<rect x=\"([0-9.]+)\"[^>]*><title>{Regex.Escape(node.Label)}</title>").Groups[1].Value, CultureInfo.InvariantCulture))];
        foreach ((int from, int to) in edges.Where(edge => !Reaches(edge.To, edge.From))) Assert.True(x[to] > x[from], $"n{to} does not stand right of n{from}");

        bool Reaches(int start, int end)
        {
            HashSet<int> seen = [start];
            Stack<int> waiting = new([start]);
            while (waiting.TryPop(out int next))
                foreach ((int from, int to) in edges) if (from == next && seen.Add(to)) waiting.Push(to);
            return seen.Contains(end);
        }
    });

    [Fact]
    public void Draw_ACircleWithMarkup_IsWholeInEveryForm()
    {
        GraphNode[] nodes = [new("a", "<b>first", "source", "detail & more", Strong: true), new("b", "second", "run"), new("c", "third", "run")];
        var chart = new GraphChart("t", nodes, [new("a", "b"), new("b", "c"), new("c", "a"), new("a", "c")]);
        Assert.Equal(["t", "  <b>first [source]  detail & more  *", "    > second [run]", "      > third [run]", "    > third [run]"], chart.ToText().Split('\n'));
        string svg = chart.ToSvg();
        Assert.DoesNotContain("<b>", svg);
        Assert.Equal(4, svg.Split("fill=\"none\"").Length - 1);
        using JsonDocument json = JsonDocument.Parse(new GeneralReport(new Extensibility.ReportBuilder("r").Section("s").Chart(chart).Build(), [], "k").ToJson());
        Assert.Contains("\"chart\":\"graph\"", json.RootElement.GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_ManyNodes_TellsHowManyAreLeftOut()
    {
        GraphNode[] nodes = [.. Enumerable.Range(0, 500).Select(i => new GraphNode($"{i}", $"{i}", "g"))];
        var chart = new GraphChart("t", nodes, Enumerable.Range(1, 499).Select(i => new GraphEdge($"{i - 1}", $"{i}")));
        Assert.Contains("The first 120 of 500 are drawn.", chart.ToText());
        Assert.Contains("The first 120 of 500 are drawn.", chart.ToSvg());
        Assert.Contains("no data", new GraphChart("t", [], []).ToText());
    }

    [Fact]
    public void Create_WrongGraph_Throws()
    {
        Assert.Throws<ArgumentException>(() => new GraphChart("t", [new("a", "a", "g"), new("a", "b", "g")], []));
        Assert.Throws<ArgumentException>(() => new GraphChart("t", [new("a", "a", "g")], [new("a", "b")]));
    }
}

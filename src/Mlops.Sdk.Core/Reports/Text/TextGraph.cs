namespace Mlops.Sdk;

/// <summary>A graph as an indented list: under each node what it leads to. What stands there already is told once and pointed at.</summary>
internal static class TextGraph
{
    private const int MostDepth = 24;

    public static IEnumerable<string> Draw(GraphChart chart, int width)
    {
        GraphNode[] nodes = [.. chart.Nodes.Take(GraphChart.MostNodes)];
        GraphLayout layout = GraphLayout.Of(nodes, chart.Edges);
        HashSet<int> told = [];
        Stack<(int Node, int Depth)> waiting = new(layout.Roots.Reverse().Select(root => (root, 0)));
        while (waiting.TryPop(out (int Node, int Depth) next))
        {
            GraphNode node = nodes[next.Node];
            bool first = told.Add(next.Node);
            string indent = new(' ', 2 * Math.Min(next.Depth, MostDepth));
            string line = $"{indent}{(next.Depth == 0 ? "" : "> ")}{SafeText.Line(node.Label)} [{SafeText.Line(node.Group)}]{(first && node.Detail is not null ? "  " + SafeText.Line(node.Detail) : "")}{(first || layout.After(next.Node).Count == 0 ? "" : "  (see above)")}{(node.Strong ? "  *" : "")}";
            yield return TextWidth.Cut(line, width - 2);
            if (!first) continue;
            foreach (int to in layout.After(next.Node).Reverse()) waiting.Push((to, next.Depth + 1));
        }
    }
}

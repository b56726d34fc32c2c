namespace Mlops.Sdk;

/// <summary>Layers of a graph: every node stands right of all that lead to it, and within a layer near to what it is joined with.</summary>
internal sealed class GraphLayout
{
    private const int Sweeps = 4;
    private readonly List<int>[] _after, _before;

    private GraphLayout(IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphEdge> edges)
    {
        Dictionary<string, int> places = nodes.Select((node, i) => (node.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        _after = [.. nodes.Select(_ => new List<int>())];
        _before = [.. nodes.Select(_ => new List<int>())];
        foreach (GraphEdge edge in edges)
        {
            if (!places.TryGetValue(edge.From, out int from) || !places.TryGetValue(edge.To, out int to)) continue;
            _after[from].Add(to);
        }

        DropCircles();
        for (int from = 0; from < _after.Length; from++)
            foreach (int to in _after[from]) _before[to].Add(from);
        Layers = Order(Assign());
    }

    /// <summary>The nodes by their place in the chart, layer by layer from left to right, each from top to bottom.</summary>
    public IReadOnlyList<int[]> Layers { get; }

    /// <summary>The nodes that nothing leads to.</summary>
    public IEnumerable<int> Roots => Enumerable.Range(0, _before.Length).Where(node => _before[node].Count == 0);

    /// <summary>What a node leads to, circles left out.</summary>
    public IReadOnlyList<int> After(int node) => _after[node];

    public static GraphLayout Of(IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphEdge> edges) => new(nodes, edges);

    /// <summary>Removes every edge that leads back to a node on the way to it; without recursion, for a chain may be long.</summary>
    private void DropCircles()
    {
        byte[] state = new byte[_after.Length];
        Stack<(int Node, int Next)> way = new();
        for (int start = 0; start < _after.Length; start++)
        {
            if (state[start] != 0) continue;
            state[start] = 1;
            way.Push((start, 0));
            while (way.TryPop(out (int Node, int Next) top))
            {
                if (top.Next == _after[top.Node].Count)
                {
                    state[top.Node] = 2;
                    continue;
                }

                int to = _after[top.Node][top.Next];
                if (state[to] == 1)
                {
                    _after[top.Node].RemoveAt(top.Next);
                    way.Push(top);
                    continue;
                }

                way.Push((top.Node, top.Next + 1));
                if (state[to] != 0) continue;
                state[to] = 1;
                way.Push((to, 0));
            }
        }
    }

    private List<int>[] Assign()
    {
        int[] layer = new int[_after.Length], open = [.. _before.Select(before => before.Count)];
        Queue<int> ready = new(Roots);
        while (ready.TryDequeue(out int node))
        {
            foreach (int to in _after[node])
            {
                layer[to] = Math.Max(layer[to], layer[node] + 1);
                if (--open[to] == 0) ready.Enqueue(to);
            }
        }

        // What nothing leads to moves next to what it leads to, so that arrows are short.
        foreach (int root in Roots.Where(root => _after[root].Count > 0)) layer[root] = _after[root].Min(to => layer[to]) - 1;
        List<int>[] layers = [.. Enumerable.Range(0, layer.DefaultIfEmpty().Max() + 1).Select(_ => new List<int>())];
        for (int node = 0; node < layer.Length; node++) layers[layer[node]].Add(node);
        return layers;
    }

    private IReadOnlyList<int[]> Order(List<int>[] layers)
    {
        double[] place = new double[_after.Length];
        foreach (List<int> layer in layers) Place(layer, place);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            List<int>[] beside = sweep % 2 == 0 ? _before : _after;
            foreach (List<int> layer in sweep % 2 == 0 ? layers : layers.Reverse())
            {
                int[] sorted = [.. layer.OrderBy(node => beside[node].Count == 0 ? place[node] : beside[node].Average(other => place[other]))];
                layer.Clear();
                layer.AddRange(sorted);
                Place(layer, place);
            }
        }

        return [.. layers.Select(layer => layer.ToArray())];
    }

    // From 0 to 1, so that layers of different sizes compare.
    private static void Place(List<int> layer, double[] place)
    {
        for (int i = 0; i < layer.Count; i++) place[layer[i]] = (i + 0.5) / layer.Count;
    }
}

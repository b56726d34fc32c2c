namespace Mlops.Sdk;

/// <summary>Boxes in layers from left to right, joined by curves, each sort of thing in its colour.</summary>
internal static class SvgGraph
{
    private const double BoxHeight = 40, RowGap = 14, Strip = 5;
    private const int CurveSteps = 16;

    /// <summary>How wide the drawing has to be for boxes that can be read.</summary>
    public static double Width(GraphChart chart) => Math.Max(SvgCanvas.FullWidth, Layout(chart).Layers.Count * 178);

    public static double? Draw(SvgCanvas canvas, GraphChart chart, double top)
    {
        if (chart.Nodes.Count == 0) return null;
        string[] groups = [.. chart.Nodes.Select(node => node.Group).Distinct(StringComparer.Ordinal)];
        GraphLayout layout = Layout(chart);
        int tallest = layout.Layers.Max(layer => layer.Length);
        double ceiling = SvgPlot.Legend(canvas, groups, top) + 2, height = (tallest * (BoxHeight + RowGap)) - RowGap;
        double step = canvas.Width / layout.Layers.Count, gap = Math.Clamp(step * 0.24, 20, 48), box = Math.Min(step - gap, 240);
        step = layout.Layers.Count == 1 ? step : Math.Min(step, (canvas.Width - box) / (layout.Layers.Count - 1));

        Dictionary<string, (double X, double Y)> at = new(StringComparer.Ordinal);
        for (int layer = 0; layer < layout.Layers.Count; layer++)
        {
            int[] nodes = layout.Layers[layer];
            double free = height - ((nodes.Length * (BoxHeight + RowGap)) - RowGap);
            for (int i = 0; i < nodes.Length; i++) at[chart.Nodes[nodes[i]].Id] = (layer * step, ceiling + (free / 2) + (i * (BoxHeight + RowGap)));
        }

        foreach (GraphEdge edge in chart.Edges)
            if (at.TryGetValue(edge.From, out (double X, double Y) from) && at.TryGetValue(edge.To, out (double X, double Y) to)) Arrow(canvas, from, to, box);
        foreach (GraphNode node in chart.Nodes)
            if (at.TryGetValue(node.Id, out (double X, double Y) place)) Box(canvas, node, place, box, Palette.Series(Array.IndexOf(groups, node.Group)));
        return ceiling + height + 6;
    }

    /// <summary>The layers of the nodes that are drawn.</summary>
    private static GraphLayout Layout(GraphChart chart) => GraphLayout.Of([.. chart.Nodes.Take(GraphChart.MostNodes)], chart.Edges);

    private static void Box(SvgCanvas canvas, GraphNode node, (double X, double Y) at, double width, string color)
    {
        string tip = node.Detail is null ? node.Label : $"{node.Label}\n{node.Detail}";
        canvas.Rectangle(at.X, at.Y, width, BoxHeight, "line", tip: tip, radius: 4);
        canvas.Rectangle(at.X + 1, at.Y + 1, width - 2, BoxHeight - 2, node.Strong ? color : "soft", node.Strong ? 0.25 : 1, tip, radius: 3);
        canvas.Rectangle(at.X, at.Y, Strip, BoxHeight, color, tip: tip, radius: 2);
        double left = at.X + Strip + 7, room = width - Strip - 12;
        canvas.Text(left, at.Y + (node.Detail is null ? 24 : 17), node.Label, color: "ink", room: room);
        if (node.Detail is not null) canvas.Text(left, at.Y + 32, node.Detail, room: room, style: "mr-small");
    }

    private static void Arrow(SvgCanvas canvas, (double X, double Y) from, (double X, double Y) to, double box)
    {
        (double x1, double y1) = (from.X + box, from.Y + (BoxHeight / 2));
        (double x2, double y2) = (to.X - 7, to.Y + (BoxHeight / 2));
        double bend = Math.Max(14, Math.Abs(x2 - x1) / 2);
        canvas.Polyline(Enumerable.Range(0, CurveSteps + 1).Select(i => Curve((double)i / CurveSteps)), "8", 1.2);
        canvas.Polygon([(x2 + 7, y2), (x2 - 1, y2 - 4), (x2 - 1, y2 + 4)], "8", 1);

        (double X, double Y) Curve(double t)
        {
            double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
            return ((a * x1) + (b * (x1 + bend)) + (c * (x2 - bend)) + (d * x2), ((a + b) * y1) + ((c + d) * y2));
        }
    }
}

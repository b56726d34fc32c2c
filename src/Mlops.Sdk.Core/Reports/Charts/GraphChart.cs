using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Things and the arrows between them, drawn from left to right. What leads nowhere back is laid out in layers; an arrow that closes a circle is drawn and not followed.</summary>
public sealed record GraphChart : Chart
{
    /// <summary>How many nodes are drawn; a note tells of the others. The JSON form has all.</summary>
    public const int MostNodes = 120;

    /// <summary>Creates a graph.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="nodes">The things; each has an id of its own.</param>
    /// <param name="edges">The arrows, between ids of the nodes.</param>
    /// <exception cref="ArgumentException">Two nodes share an id, or an edge names a node that is not there.</exception>
    public GraphChart(string title, IEnumerable<GraphNode> nodes, IEnumerable<GraphEdge> edges)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(edges);
        Nodes = [.. nodes];
        Edges = [.. edges];
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (GraphNode node in Nodes)
            if (!known.Add(node.Id)) throw new ArgumentException($"Two nodes have the id '{node.Id}'.", nameof(nodes));
        foreach (GraphEdge edge in Edges)
            if (!known.Contains(edge.From) || !known.Contains(edge.To)) throw new ArgumentException($"The edge from '{edge.From}' to '{edge.To}' names a node that is not there.", nameof(edges));
    }

    /// <summary>The things in reading order.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The arrows.</summary>
    public IReadOnlyList<GraphEdge> Edges { get; }

    private protected override string? OwnNote => Nodes.Count <= MostNodes ? null : string.Create(CultureInfo.InvariantCulture, $"The first {MostNodes} of {Nodes.Count} are drawn.");
}

/// <summary>A thing in a graph.</summary>
/// <param name="Id">What edges call it.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Group">What sort of thing it is; each sort has a colour.</param>
/// <param name="Detail">A second line, or null.</param>
/// <param name="Strong">Whether it is the one that the graph is about.</param>
public sealed record GraphNode(string Id, string Label, string Group, string? Detail = null, bool Strong = false);

/// <summary>An arrow in a graph.</summary>
/// <param name="From">The node it starts at.</param>
/// <param name="To">The node it leads to.</param>
/// <param name="Label">What it says, or null.</param>
public sealed record GraphEdge(string From, string To, string? Label = null);

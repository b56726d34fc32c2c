using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What things came from and what came of them: a graph, as a picture, a list and data.</summary>
public sealed class LineageGraph : Report
{
    internal LineageGraph(string title, ImmutableArray<LineageNode> starts, IEnumerable<LineageNode> nodes, IEnumerable<LineageEdge> edges, IEnumerable<Finding> findings)
        : base(title, findings)
    {
        Starts = starts;
        Nodes = [.. nodes.OrderBy(node => node.Kind).ThenBy(node => node.Id, StringComparer.Ordinal)];
        Edges = [.. edges.OrderBy(edge => edge.From.Key, StringComparer.Ordinal).ThenBy(edge => edge.To.Key, StringComparer.Ordinal).ThenBy(edge => edge.Relation, StringComparer.Ordinal).ThenBy(edge => edge.Since)];
    }

    /// <inheritdoc/>
    public override string Kind => "lineage";

    /// <summary>The nodes that were asked for.</summary>
    public ImmutableArray<LineageNode> Starts { get; }

    /// <summary>All nodes, by kind and id.</summary>
    public ImmutableArray<LineageNode> Nodes { get; }

    /// <summary>All edges; a thing may come from another more than once, at different times.</summary>
    public ImmutableArray<LineageEdge> Edges { get; }

    /// <summary>The nodes of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public IEnumerable<LineageNode> Of(LineageNodeKind kind) => Nodes.Where(node => node.Kind == kind);

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, string.Create(CultureInfo.InvariantCulture, $"{Nodes.Length:N0} things, {Edges.Length:N0} links"));
        report.Section("Graph").Chart(new GraphChart("From left to right", Nodes.Select(Drawn), Edges.DistinctBy(edge => (edge.From, edge.To)).Select(edge => new GraphEdge(edge.From.Key, edge.To.Key, edge.Relation))));
        report.DetailSection("Links").Table(
            [ReportColumn.Text("From"), ReportColumn.Text("Relation"), ReportColumn.Text("To"), ReportColumn.Text("Since"), ReportColumn.Text("Until")],
            Edges.Select(edge => (IReadOnlyList<ReportCell>)[Named(edge.From), edge.Relation, Named(edge.To), Time(edge.Since), Time(edge.Until)]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray("nodes");
        foreach (LineageNode node in Nodes)
        {
            writer.WriteStartObject();
            writer.WriteString("key", node.Key);
            writer.WriteString("kind", node.Kind.ToString().ToLowerInvariant());
            writer.WriteString("label", node.Label);
            if (node.Detail is not null) writer.WriteString("detail", node.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("edges");
        foreach (LineageEdge edge in Edges)
        {
            writer.WriteStartObject();
            writer.WriteString("from", edge.From.Key);
            writer.WriteString("to", edge.To.Key);
            writer.WriteString("relation", edge.Relation);
            if (edge.Since is { } since) writer.WriteString("since", since);
            if (edge.Until is { } until) writer.WriteString("until", until);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private GraphNode Drawn(LineageNode node) => new(node.Key, node.Label, node.Kind.ToString().ToLowerInvariant(), node.Detail, Starts.Contains(node));

    private static string Named(LineageNode node) => node.Label == node.Id ? node.Key : $"{node.Key} ({node.Label})";

    private static string Time(DateTimeOffset? time) => time is { } known ? known.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}

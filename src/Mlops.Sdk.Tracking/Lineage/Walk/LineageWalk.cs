namespace Mlops.Sdk;

/// <summary>Follows lineage from some nodes, breadth first, each node once a way.</summary>
internal sealed class LineageWalk(LineageReader reader, LineageOptions options)
{
    private readonly Dictionary<LineageNode, LineageNode> _nodes = [];
    private readonly HashSet<LineageEdge> _edges = [];

    /// <summary>Whether something was left out for want of room.</summary>
    public bool IsCut { get; private set; }

    public IEnumerable<LineageNode> Nodes => _nodes.Values;

    public IEnumerable<LineageEdge> Edges => _edges.Select(edge => edge with { From = _nodes[edge.From], To = _nodes[edge.To] });

    public async Task RunAsync(IReadOnlyList<LineageNode> starts, CancellationToken cancellationToken)
    {
        foreach (LineageNode start in starts) _nodes.TryAdd(start, start);
        if (options.Direction != LineageDirection.Downstream)
        {
            var upstream = new LineageUpstream(reader, options);
            await FollowAsync(starts, upstream.StepAsync, edge => edge.From, cancellationToken).ConfigureAwait(false);
        }

        if (options.Direction != LineageDirection.Upstream)
        {
            var downstream = new LineageDownstream(reader, options);
            await FollowAsync(starts, downstream.StepAsync, edge => edge.To, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(IReadOnlyList<LineageNode> starts, Func<LineageNode, CancellationToken, Task<List<LineageEdge>>> step, Func<LineageEdge, LineageNode> other, CancellationToken cancellationToken)
    {
        HashSet<LineageNode> seen = [.. starts];
        Queue<(LineageNode Node, int Depth)> waiting = new(starts.Select(start => (start, 0)));
        while (waiting.TryDequeue(out (LineageNode Node, int Depth) next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (next.Depth == options.MaxDepth)
            {
                IsCut = true;
                continue;
            }

            foreach (LineageEdge edge in await step(next.Node, cancellationToken).ConfigureAwait(false))
            {
                // Versions with the same values are one thing, and nothing was made of itself.
                if (edge.Since > options.AsOf || edge.From == edge.To) continue;
                LineageNode found = other(edge);
                if (!_nodes.ContainsKey(found) && _nodes.Count >= options.MaxNodes)
                {
                    IsCut = true;
                    continue;
                }

                // What the catalog knows goes by its name there, however a run called it.
                if (!_nodes.ContainsKey(found)) _nodes[found] = found.Kind == LineageNodeKind.Dataset && await reader.DataAsync(found.Id, cancellationToken).ConfigureAwait(false) is [.., { } version] ? LineageNodes.Of(version) : found;
                _edges.Add(options.AsOf is { } time && edge.Until > time ? edge with { Until = null } : edge);
                if (seen.Add(found)) waiting.Enqueue((found, next.Depth + 1));
            }
        }
    }
}

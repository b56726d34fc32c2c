using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>lineage --dir D --model NAME@ALIAS [--columns true]: what a model came from and what came of it.</summary>
internal static class LineageVerb
{
    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using Workspace workspace = await TrackingVerifyVerb.OpenAsync(arguments, cancellationToken);
        var options = new LineageOptions { Columns = arguments.Text("columns") == "true" };
        LineageGraph graph = await workspace.Lineage.TraceAsync(arguments.Required("model"), options, cancellationToken);
        Console.WriteLine(graph);
        var result = new JsonResult();
        result.Set("nodes", new JsonArray([.. graph.Nodes.Select(node => new JsonObject { ["key"] = node.Key, ["kind"] = node.Kind.ToString().ToLowerInvariant(), ["label"] = node.Label, ["detail"] = node.Detail })]));
        result.Set("edges", new JsonArray([.. graph.Edges.Select(edge => new JsonObject { ["from"] = edge.From.Key, ["to"] = edge.To.Key, ["relation"] = edge.Relation, ["since"] = edge.Since?.ToString("O"), ["until"] = edge.Until?.ToString("O") })]));
        return result;
    }
}

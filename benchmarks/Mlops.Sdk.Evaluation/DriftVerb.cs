using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>Drift of a table against a reference. Both are read as sources: files may be larger than memory.</summary>
internal static class DriftVerb
{
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("preset") is { } preset and not "default") throw new ArgumentException($"--preset '{preset}' is not there; use default.");
        DataSource reference = Table.Open(arguments, arguments.Positional(0, "a reference file"), arguments.Text("label"), cancellationToken);
        DataSource current = Table.OpenLike(arguments, arguments.Positional(1, "a current file"), reference.Schema, cancellationToken);
        DriftReport report = new DriftDetector().Fit(reference, new() { Seed = arguments.Seed }, cancellationToken).Compare(current, cancellationToken);
        Console.WriteLine(report);
        if (arguments.Text("html") is { } path) report.SaveHtml(path);
        var result = new JsonResult();
        result.Set("drift", report.HasDrift);
        result.Set("columns", JsonResult.Array(report.Columns.Select(column => (JsonNode?)new JsonObject
        {
            ["column"] = column.Column,
            ["method"] = column.MethodName,
            ["statistic"] = JsonResult.Number(column.Statistic),
            ["p_value"] = JsonResult.Number(column.PValue),
            ["p_adjusted"] = JsonResult.Number(column.PAdjusted),
            ["effect"] = JsonResult.Number(column.Effect),
            ["drifted"] = column.Drifted,
            ["reason"] = column.Reason,
        })));
        result.Set("multivariate", (JsonNode?)null);
        return result;
    }
}

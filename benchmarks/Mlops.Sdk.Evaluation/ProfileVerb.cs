using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>The profile of a table, whole or as the merge of the profiles of its parts.</summary>
internal static class ProfileVerb
{
    private static readonly double[] s_quantiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        string file = arguments.Positional(0, "a file");
        string? label = arguments.Text("label");
        int parts = (int)arguments.Number("partitions", 1);
        if (parts < 1) throw new ArgumentException($"--partitions must be at least 1 and is {parts}.");
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        ProfileReport report = parts > 1 ? OfParts(Table.Read(arguments, file, label, cancellationToken, allRows: true), parts, cancellationToken)
            : Table.IsScanned(file) ? Table.Open(arguments, file, label, cancellationToken).Profile(cancellationToken: cancellationToken)
            : Table.Read(arguments, file, label, cancellationToken, allRows: true).Profile(cancellationToken: cancellationToken);
        double profiled = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(report);
        started = System.Diagnostics.Stopwatch.GetTimestamp();
        string html = report.ToHtml();
        double drawn = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (arguments.Text("html") is { } path) report.SaveHtml(path);
        var result = new JsonResult();
        result.Set("rows", report.RowCount);
        result.Set("columns", JsonResult.Array(report.Columns.Select(Describe)));
        result.Set("correlations", JsonResult.Array(report.Correlations.Select(pair => (JsonNode?)new JsonObject
        {
            ["a"] = pair.A, ["b"] = pair.B, ["method"] = pair.Method, ["value"] = JsonResult.Number(pair.Value),
        })));
        result.Set("findings", JsonResult.Array(report.Findings.Select(Describe)));
        result.Set("html_bytes", System.Text.Encoding.UTF8.GetByteCount(html));
        result.Set("profile_seconds", profiled);
        result.Set("html_seconds", drawn);
        using JsonDocument whole = JsonDocument.Parse(report.ToJson());
        result.Set("report", JsonObject.Create(whole.RootElement.GetProperty("data").Clone()));
        return result;
    }

    private static ProfileReport OfParts(Dataset data, int parts, CancellationToken cancellationToken)
    {
        ProfileSummary? whole = null;
        for (int part = 0; part < parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = (int)((long)data.RowCount * part / parts), end = (int)((long)data.RowCount * (part + 1) / parts);
            var summary = new ProfileSummary(data.Schema);
            summary.Add(data.Slice(start, end - start));
            if (whole is null) whole = summary;
            else whole.Merge(summary);
        }

        return whole!.ToReport();
    }

    internal static JsonObject Describe(Finding finding)
    {
        var described = new JsonObject
        {
            ["code"] = finding.Code, ["severity"] = finding.Severity.ToString().ToLowerInvariant(), ["column"] = finding.Column, ["message"] = finding.Message,
            ["title"] = finding.Title, ["remedy"] = finding.Remedy, ["value"] = JsonResult.Number(finding.Value), ["threshold"] = JsonResult.Number(finding.Threshold), ["bound"] = JsonResult.Number(finding.Bound),
        };
        if (finding.RelatedColumns.Count > 0) described["related_columns"] = JsonResult.Texts(finding.RelatedColumns);
        return described;
    }

    private static JsonObject Describe(ColumnProfile column)
    {
        var described = new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type.ToString().ToLowerInvariant(),
            ["missing"] = column.Missing,
            ["distinct"] = column.Distinct,
            ["distinct_bound"] = JsonResult.Number(column.DistinctBound),
            ["mean"] = JsonResult.Number(column.Mean),
            ["std"] = JsonResult.Number(column.StandardDeviation),
            ["skewness"] = JsonResult.Number(column.Skewness),
            ["kurtosis"] = JsonResult.Number(column.Kurtosis),
            ["min"] = JsonResult.Number(column.Min),
            ["max"] = JsonResult.Number(column.Max),
            ["zeros"] = column.Zeros,
            ["quantile_rank_bound"] = JsonResult.Number(column.QuantileRankBound),
        };
        var quantiles = new JsonObject();
        foreach (double p in s_quantiles)
            if (column.Quantile(p) is { } value) quantiles[p.ToString(System.Globalization.CultureInfo.InvariantCulture)] = JsonResult.Number(value);
        described["quantiles"] = quantiles;
        described["top"] = JsonResult.Array(column.Top.Select(top => (JsonNode?)new JsonObject { ["value"] = top.Value, ["count"] = top.Count }));
        return described;
    }
}

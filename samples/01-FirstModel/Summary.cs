using System.Text.Json.Nodes;
using Mlops.Sdk;

namespace FirstModel;

/// <summary>The last line: one JSON object for whoever calls the program.</summary>
internal static class Summary
{
    public static string Line(EvaluationReport evaluation, Predictions batch, ModelVersion version, DriftReport drift)
    {
        var line = new JsonObject();
        Metric[] metrics = evaluation.Task == TaskKind.Regression ? [Metric.Rmse, Metric.Mae, Metric.R2] : [Metric.Auc, Metric.AucPr, Metric.LogLoss];
        foreach (Metric metric in metrics) line[metric.Name] = evaluation.Values.FirstOrDefault(value => value.Metric == metric)?.Value;
        line["rows_scored"] = batch.RowCount;
        line["champion"] = version.ToString();
        line["drifted_columns"] = new JsonArray([.. drift.DriftedColumns.Select(column => (JsonNode?)JsonValue.Create(column))]);
        return line.ToJsonString();
    }
}

using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Nodes with the words that people know them by.</summary>
internal static class LineageNodes
{
    public static LineageNode Of(RunInfo run) => new(LineageNodeKind.Run, run.Id)
    {
        Label = run.Name ?? run.Experiment,
        Detail = string.Create(CultureInfo.InvariantCulture, $"{run.Experiment}, {(run.DeletedAt is null ? run.Status.ToString() : "set aside")}, {run.StartedAt:yyyy-MM-dd HH:mm}"),
    };

    public static LineageNode Of(RunDataset data) => new(LineageNodeKind.Dataset, data.Fingerprint) { Label = data.Name, Detail = LineageReader.Line(data) };

    public static LineageNode Data(string fingerprint) => new(LineageNodeKind.Dataset, fingerprint) { Label = LineageReader.Short(fingerprint) };

    public static LineageNode Source(string source) => new(LineageNodeKind.Source, source);

    public static async Task<LineageNode> OfAsync(ModelVersion version, LineageReader reader, CancellationToken cancellationToken)
    {
        string aliases = await reader.AliasesAsync(version, cancellationToken).ConfigureAwait(false);
        string day = version.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return LineageNode.Model(version.Name, version.Version) with { Detail = aliases.Length == 0 ? day : $"{aliases}, {day}" };
    }

    public static LineageNode Of(ModelDeployment deployment) => new(LineageNodeKind.Deployment, deployment.Name) { Detail = deployment.Environment };

    public static LineageNode Of(PredictionLog log) => new(LineageNodeKind.Predictions, log.Id)
    {
        Label = log.Location ?? "predictions",
        Detail = string.Create(CultureInfo.InvariantCulture, $"{log.Rows:N0} rows until {log.Until:yyyy-MM-dd HH:mm}"),
    };
}

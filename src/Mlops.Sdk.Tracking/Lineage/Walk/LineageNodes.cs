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

    public static LineageNode Of(DatasetVersion version) => new(LineageNodeKind.Dataset, version.Fingerprint)
    {
        Label = version.ToString(),
        Detail = string.Create(CultureInfo.InvariantCulture, $"{version.Rows:N0} x {version.Schema.Count}, {LineageReader.Short(version.Fingerprint)}"),
    };

    public static LineageNode Data(string fingerprint) => new(LineageNodeKind.Dataset, fingerprint) { Label = LineageReader.Short(fingerprint) };

    /// <summary>A source by the last part of its path, which tells most in little room.</summary>
    public static LineageNode Source(string source)
    {
        int cut = source.AsSpan().TrimEnd("/\\").LastIndexOfAny('/', '\\');
        return cut < 0 ? new(LineageNodeKind.Source, source) : new(LineageNodeKind.Source, source) { Label = source[(cut + 1)..], Detail = source };
    }

    public static async Task<LineageNode> OfAsync(ModelVersion version, LineageReader reader, CancellationToken cancellationToken)
    {
        string aliases = await reader.AliasesAsync(version, cancellationToken).ConfigureAwait(false);
        string day = version.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return LineageNode.Model(version.Name, version.Version) with { Detail = aliases.Length == 0 ? day : $"{aliases}, {day}" };
    }

    public static LineageNode Of(ModelDeployment deployment) => Deployment(deployment.Name, deployment.Model, deployment.Version) with { Detail = deployment.Environment };

    /// <summary>A place while one version answers in it: what another answered there did not come of this one.</summary>
    public static LineageNode Deployment(string name, string model, int version) => new(LineageNodeKind.Deployment, $"{name}@{ModelReference.To(model, version)}") { Label = name };

    /// <summary>The place and the version of a deployment; no version when the id is that of a place alone. A reference to a version holds no '@'.</summary>
    public static (string Name, string? Version) SplitDeployment(string id) => id.LastIndexOf('@') is >= 0 and int at ? (id[..at], id[(at + 1)..]) : (id, null);

    public static LineageNode Of(PredictionLog log) => new(LineageNodeKind.Predictions, log.Id)
    {
        Label = log.Location ?? "predictions",
        Detail = string.Create(CultureInfo.InvariantCulture, $"{log.Rows:N0} rows until {log.Until:yyyy-MM-dd HH:mm}"),
    };
}

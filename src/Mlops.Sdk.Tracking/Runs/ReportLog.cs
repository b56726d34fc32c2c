using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Turns a report into records: its findings, and its forms as artifacts.</summary>
internal static class ReportLog
{
    public static async Task<List<RunWrite>> StoreAsync(IArtifactStore artifacts, string runId, string path, Report report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<RunWrite> writes = [.. report.Findings.Select(finding => new FindingLogged(runId, new RunFinding(path, finding)))];
        foreach ((string extension, byte[] bytes) in ReportForms.Render(report))
        {
            using var content = new MemoryStream(bytes);
            ArtifactBlob blob = await artifacts.PutAsync(content, cancellationToken).ConfigureAwait(false);
            string name = $"reports/{path}{extension}";
            writes.Add(new ArtifactLogged(runId, new RunArtifact(name, blob.Sha256, blob.Size, MediaTypes.Of(name), now)));
        }

        return writes;
    }
}

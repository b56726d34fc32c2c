using System.Runtime.CompilerServices;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Lists and fetches files. Paths come from the server and are taken only if they lie where they were looked for.</summary>
internal sealed class MlflowFiles(MlflowClient client, MlflowImportOptions options, List<string> left)
{
    private const int Deepest = 32, Most = 100_000;
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>The paths of a run's files, relative to the run.</summary>
    public IAsyncEnumerable<string> ListRunAsync(string runId, CancellationToken cancellationToken) => WalkAsync(
        $"run {runId}",
        folder => client.PagesAsync("files", token => MlflowClient.Get(MlflowClient.Api + "artifacts/list", ("run_id", runId), ("path", folder.Length == 0 ? null : folder), ("page_token", token)), cancellationToken),
        isRelativeToFolder: false, cancellationToken);

    /// <summary>The paths of files below a place of the server's artifact proxy, relative to that place.</summary>
    public IAsyncEnumerable<string> ListProxyAsync(string root, CancellationToken cancellationToken) => WalkAsync(
        root,
        folder => client.PagesAsync("files", token => MlflowClient.Get(MlflowClient.Proxy, ("path", folder.Length == 0 ? root : $"{root}/{folder}"), ("page_token", token)), cancellationToken),
        isRelativeToFolder: true, cancellationToken);

    /// <summary>The place in the server's artifact proxy that a URI stands for; null when the files lie elsewhere.</summary>
    public static string? ProxyPath(string? uri)
    {
        if (uri is null || !uri.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        string rest = uri[Scheme.Length..];
        if (rest.StartsWith("//", StringComparison.Ordinal)) rest = rest.IndexOf('/', 2) is int host and > 0 ? rest[host..] : "";
        string path = rest.Trim('/');
        return path.Length > 0 && path.Split('/').All(IsPart) ? path : null;
    }

    /// <summary>Fetches a file; null when it is left, which is told.</summary>
    public async Task<FileStream?> FetchAsync(string owner, string path, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        FileStream file = TemporaryFile.Create();
        try
        {
            await client.SendAsync(request, file, options.MaxFileBytes, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch (Exception e)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            if (e is not MlflowTooLongException) throw;
            left.Add($"The file {ErrorText.Show(path)} of {owner} was left out: {e.Message} (MlflowImportOptions.MaxFileBytes).");
            return null;
        }
    }

    public static HttpRequestMessage ProxyFile(string root, string path) => MlflowClient.Get($"{MlflowClient.Proxy}/{string.Join('/', $"{root}/{path}".Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>The file of a run: through the proxy where the run's files lie there, else by the server's own download.</summary>
    public static HttpRequestMessage RunFile(MlflowRun run, string path) =>
        ProxyPath(run.ArtifactUri) is string root ? ProxyFile(root, path) : MlflowClient.Get("get-artifact", ("run_uuid", run.Id), ("path", path));

    private async IAsyncEnumerable<string> WalkAsync(string owner, Func<string, IAsyncEnumerable<JsonElement>> list, bool isRelativeToFolder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queue<string> waiting = new([""]);
        int found = 0;
        while (waiting.TryDequeue(out string? folder))
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            await foreach (JsonElement file in list(folder).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                string told = MlflowJson.OptionalText(file, "path") ?? "", prefix = folder.Length == 0 ? "" : folder + "/";
                string name = isRelativeToFolder ? told : told.StartsWith(prefix, StringComparison.Ordinal) ? told[prefix.Length..] : "";
                if (!IsPart(name) || !IsKept(prefix + name) || !names.Add(name) || folder.Count(c => c == '/') >= Deepest)
                {
                    left.Add($"The path {ErrorText.Show(told)} of {owner} was left out: it does not lie where it was looked for, or no system can keep it.");
                    continue;
                }

                if (++found > Most) throw TrackingErrors.MlflowUnreadable("artifacts/list", FormattableString.Invariant($"{owner} has more than {Most} files"));
                if (file.TryGetProperty("is_dir", out JsonElement isFolder) && isFolder.ValueKind == JsonValueKind.True) waiting.Enqueue(prefix + name);
                else yield return prefix + name;
            }
        }
    }

    private static bool IsPart(string part) => part.Length > 0 && part is not ("." or "..") && !part.AsSpan().ContainsAny('/', '\\', ':') && !part.Any(char.IsControl);

    private static bool IsKept(string path)
    {
        try
        {
            Names.ArtifactPath(path);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What differs between where a run ran and where this process runs: facts, and versions of packages.</summary>
internal static class RunEnvironment
{
    public static async Task<ImmutableArray<(string Name, string? Then, string? Now)>> CompareAsync(Workspace workspace, RunInfo run, CancellationToken cancellationToken)
    {
        Dictionary<string, string> then = new(run.Facts, StringComparer.Ordinal), now = HostFacts.Collect(workspace.Options).ToDictionary(StringComparer.Ordinal);
        then.Remove(Provenance.Dirty);
        if (run.Artifacts.FirstOrDefault(artifact => artifact.Path == Provenance.Packages) is { } packages)
        {
            await using Stream content = await workspace.Artifacts.OpenAsync(packages.Sha256, cancellationToken).ConfigureAwait(false);
            try
            {
                Add(then, await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false));
                Add(now, JsonDocument.Parse(PackageList.ToJson()));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Anybody can log a file under this name.
                then[Provenance.Packages] = "no list of packages";
            }
        }

        return [.. then.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(name => (name, then.GetValueOrDefault(name), now.GetValueOrDefault(name))).Where(fact => fact.Item2 != fact.Item3)];
    }

    private static void Add(Dictionary<string, string> facts, JsonDocument packages)
    {
        using (packages)
        {
            if (packages.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("it is no object");
            foreach (JsonProperty package in packages.RootElement.EnumerateObject()) facts["package " + package.Name] = package.Value.ToString();
        }
    }
}

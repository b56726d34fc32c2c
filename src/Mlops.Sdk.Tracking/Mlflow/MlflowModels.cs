using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Brings registered models: each version as a zip of its files, which is kept and given back, and not scored.</summary>
internal sealed class MlflowModels(MlflowClient client, MlflowFiles files, Workspace workspace, List<string> left)
{
    private const string NameTag = "mlflow.name", VersionTag = "mlflow.version";
    private static readonly DateTimeOffset s_stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _added, _there;

    public async Task<(int Added, int There)> ImportAsync(Func<string, string?> runOf, CancellationToken cancellationToken)
    {
        await foreach (JsonElement model in client.PagesAsync("registered_models", token => MlflowClient.Get(MlflowClient.Api + "registered-models/search", ("max_results", MlflowImporter.PageSize), ("page_token", token)), cancellationToken).ConfigureAwait(false))
        {
            string told = MlflowJson.OptionalText(model, "name") ?? "";
            if (MlflowNames.Model(told, "model", left) is { } name) await ImportModelAsync(told, name, model, runOf, cancellationToken).ConfigureAwait(false);
        }

        return (_added, _there);
    }

    private async Task ImportModelAsync(string told, string name, JsonElement model, Func<string, string?> runOf, CancellationToken cancellationToken)
    {
        char quote = told.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
        var found = new List<(int Number, JsonElement Version)>();
        await foreach (JsonElement version in client.PagesAsync("model_versions", token => MlflowClient.Get(MlflowClient.Api + "model-versions/search", ("filter", $"name={quote}{told}{quote}"), ("max_results", MlflowImporter.PageSize), ("page_token", token)), cancellationToken).ConfigureAwait(false))
        {
            if (!int.TryParse(MlflowJson.OptionalText(version, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) throw TrackingErrors.MlflowUnreadable("model-versions/search", "'version' is no number");
            if (MlflowJson.OptionalText(version, "name") == told) found.Add((number, version.Clone()));
        }

        IReadOnlyList<ModelVersion> held = await workspace.Store.Models.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false);
        if (held.Any(version => version.Tags.GetValueOrDefault(NameTag) != told || !int.TryParse(version.Tags.GetValueOrDefault(VersionTag), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            left.Add($"The model {ErrorText.Show(told)} was left out: another model of that name is here.");
            return;
        }

        Dictionary<int, ModelVersion> numbers = held.ToDictionary(version => int.Parse(version.Tags[VersionTag], CultureInfo.InvariantCulture));
        foreach ((int number, JsonElement version) in found.DistinctBy(version => version.Number).OrderBy(version => version.Number))
        {
            if (numbers.ContainsKey(number)) _there++;
            else if (await ImportVersionAsync(told, name, number, version, runOf, cancellationToken).ConfigureAwait(false) is { } added)
            {
                numbers[number] = added;
                _added++;
                if (added.Version != number) left.Add($"{told}/{number} is {added} here: numbers have no gaps.");
            }
        }

        if (numbers.Count > 0) await DescribeAsync(name, model, numbers, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModelVersion?> ImportVersionAsync(string told, string name, int number, JsonElement version, Func<string, string?> runOf, CancellationToken cancellationToken)
    {
        string owner = string.Create(CultureInfo.InvariantCulture, $"{told}/{number}");
        using JsonDocument place = await client.ReadAsync(() => MlflowClient.Get(MlflowClient.Api + "model-versions/get-download-uri", ("name", told), ("version", number.ToString(CultureInfo.InvariantCulture))), cancellationToken).ConfigureAwait(false);
        string? uri = MlflowJson.OptionalText(place.RootElement, "artifact_uri");
        if (MlflowFiles.ProxyPath(uri) is not { } root)
        {
            left.Add($"The version {owner} was left out: its files lie at {ErrorText.Show(uri)}, which the server does not hand out.");
            return null;
        }

        await using FileStream zip = TemporaryFile.Create();
        if (!await PackAsync(owner, root, zip, cancellationToken).ConfigureAwait(false)) return null;
        ImmutableSortedDictionary<string, string> tags = MlflowNames.Keys(MlflowTags(version), $"tag of {owner}", left).SetItem(NameTag, told).SetItem(VersionTag, number.ToString(CultureInfo.InvariantCulture));
        if (MlflowJson.OptionalText(version, "source") is { } source) tags = tags.SetItem("mlflow.source", source);
        string? run = MlflowJson.OptionalText(version, "run_id") is { Length: > 0 } id ? runOf(id) : null;
        zip.Position = 0;
        ModelVersion added = await workspace.Models.RegisterForeignAsync(name, zip, "mlflow", tags, run, cancellationToken).ConfigureAwait(false);
        if (MlflowJson.OptionalText(version, "description") is { Length: > 0 } description) await workspace.Models.DescribeAsync(added.Reference, description, cancellationToken).ConfigureAwait(false);
        if (Enum.TryParse(MlflowJson.OptionalText(version, "current_stage"), out ModelStage stage) && stage is ModelStage.Staging or ModelStage.Production or ModelStage.Archived)
            await workspace.Models.SetStageAsync(added.Reference, stage, "imported from MLflow", cancellationToken).ConfigureAwait(false);
        return added;
    }

    private async Task<bool> PackAsync(string owner, string root, FileStream target, CancellationToken cancellationToken)
    {
        List<string> paths = await files.ListProxyAsync(root, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (paths.Count == 0)
        {
            left.Add($"The version {owner} was left out: it has no files.");
            return false;
        }

        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            await using FileStream? file = await files.FetchAsync(owner, path, () => MlflowFiles.ProxyFile(root, path), cancellationToken).ConfigureAwait(false);
            if (file is null) return false;
            ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Fastest);
            entry.LastWriteTime = s_stamp;
            await using Stream content = entry.Open();
            await file.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task DescribeAsync(string name, JsonElement model, Dictionary<int, ModelVersion> numbers, CancellationToken cancellationToken)
    {
        ModelNotes notes = await workspace.Models.ModelNotesAsync(name, cancellationToken).ConfigureAwait(false);
        if (notes.Revision == 0)
        {
            if (MlflowJson.OptionalText(model, "description") is { Length: > 0 } description) await workspace.Models.DescribeModelAsync(name, description, cancellationToken).ConfigureAwait(false);
            foreach ((string tag, string value) in MlflowNames.Keys(MlflowTags(model), $"tag of model {name}", left)) await workspace.Models.SetModelTagAsync(name, tag, value, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyDictionary<string, int> held = await workspace.Models.ListAliasesAsync(name, cancellationToken).ConfigureAwait(false);
        foreach (JsonElement pair in MlflowJson.Items(model, "aliases"))
        {
            if (MlflowNames.Model(MlflowJson.OptionalText(pair, "alias") ?? "", $"alias of model {name}", left) is not { } alias) continue;
            if (!int.TryParse(MlflowJson.OptionalText(pair, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || !numbers.TryGetValue(number, out ModelVersion? version)) left.Add($"The alias \"{alias}\" of model \"{name}\" was left out: its version was not imported.");
            else if (!held.TryGetValue(alias, out int holder)) await MoveAsync(name, alias, version, cancellationToken).ConfigureAwait(false);
            else if (holder != version.Version) left.Add($"The alias \"{alias}\" of model \"{name}\" has moved on here and stays.");
        }
    }

    private async Task MoveAsync(string name, string alias, ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            await workspace.Models.ImportAliasAsync(name, alias, version.Version, "imported from MLflow", cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.Code is "MLO6044" or "MLO6045")
        {
            left.Add($"The alias \"{alias}\" of model \"{name}\" was left out: {e.Message}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> MlflowTags(JsonElement element) =>
        MlflowJson.Items(element, "tags").Select(tag => KeyValuePair.Create(MlflowJson.OptionalText(tag, "key") ?? "", MlflowJson.OptionalText(tag, "value") ?? ""));
}

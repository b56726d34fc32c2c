using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    private const string ImportedMark = "imported";

    /// <summary>A model as an export takes it along.</summary>
    internal async Task<ModelRecord> ReadRecordAsync(string name, CancellationToken cancellationToken)
    {
        // Aliases first: what they point to is among the versions that are read after them.
        IReadOnlyList<AliasChange> aliases = await _store.Models.ReadAliasHistoryAsync(Names.Model(name), null, cancellationToken).ConfigureAwait(false);
        var versions = ImmutableArray.CreateBuilder<VersionRecord>();
        foreach (ModelVersion version in await ListVersionsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            versions.Add(new VersionRecord(
                version,
                await ReadAuthorsAsync(version, cancellationToken).ConfigureAwait(false),
                await ReadApprovalsAsync(version, cancellationToken).ConfigureAwait(false),
                await ReadNotesAsync(version.ToString(), cancellationToken).ConfigureAwait(false),
                [.. await _store.Models.ReadReportsAsync(name, version.Version, cancellationToken).ConfigureAwait(false)],
                [.. await _store.Models.ReadStageHistoryAsync(name, version.Version, cancellationToken).ConfigureAwait(false)]));
        }

        return new ModelRecord(name, await ReadNotesAsync(name, cancellationToken).ConfigureAwait(false), versions.ToImmutable(), [.. aliases]);
    }

    /// <summary>A bundle of an archive must be whole and take what the version says.</summary>
    internal static async Task CheckBundleAsync(ModelVersion version, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (version.SignatureJson is null) return;
        await using Stream bundle = await archive.OpenAsync("contents/" + version.BundleSha256, cancellationToken).ConfigureAwait(false);
        try
        {
            BundleInfo info = await Task.Run(() => BundleInfo.Read(bundle), cancellationToken).ConfigureAwait(false);
            string[] differing = [.. ModelSignature.Parse(version.SignatureJson).Compare(ModelSignature.Parse(info.ToSignatureJson())).Select(difference => difference.Message)];
            if (differing.Length > 0) throw TrackingErrors.ArchiveRefused($"the signature of {version} is not that of its bundle. {string.Join(" ", differing)}");
        }
        catch (Exception e) when (e is BundleFormatException or ArgumentException)
        {
            throw TrackingErrors.ArchiveRefused($"the bundle of {version} cannot be used ({e.Message})", e);
        }
    }

    internal async Task ImportAsync(ModelImport import, ArchiveReader archive, List<string> left, CancellationToken cancellationToken)
    {
        ModelRecord model = import.Record;
        foreach (VersionRecord version in import.New) await AddAsync(version, archive, cancellationToken).ConfigureAwait(false);
        foreach (VersionRecord version in model.Versions)
        {
            await KeepOriginAsync(version, isNew: import.New.Contains(version), cancellationToken).ConfigureAwait(false);
            await ImportStatementsAsync(version, left, cancellationToken).ConfigureAwait(false);
            await ImportReportsAsync(version, archive, left, cancellationToken).ConfigureAwait(false);
            await ImportNotesAsync(version.Version.ToString(), version.Notes, left, cancellationToken).ConfigureAwait(false);
        }

        await ImportNotesAsync(model.Name, model.Notes, left, cancellationToken).ConfigureAwait(false);
        await ImportHistoriesAsync(model, left, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(VersionRecord record, ArchiveReader archive, CancellationToken cancellationToken)
    {
        ModelVersion version = record.Version;
        VersionReport? signature = record.Reports.FirstOrDefault(report => report.Artifacts.Any(artifact => artifact.Path == SignaturePath));
        foreach (string sha256 in (signature?.Artifacts ?? []).Select(artifact => artifact.Sha256).Prepend(version.BundleSha256).Distinct())
            await WorkspaceImporter.PutAsync(_artifacts, archive, sha256, cancellationToken).ConfigureAwait(false);
        await _store.Models.AddVersionAsync(version, signature, Audit("import", version.ToString(), _time.GetUtcNow(), RegisteredDetail(version.BundleSha256)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes who registered it elsewhere and who brought it here, for approvals. A version that was registered here and comes back keeps its own author.</summary>
    private async Task KeepOriginAsync(VersionRecord record, bool isNew, CancellationToken cancellationToken)
    {
        if (!isNew && !(await ReadAuthorsAsync(record.Version, cancellationToken).ConfigureAwait(false)).IsEmpty) return;
        var write = new DocumentWrite(OriginKind, record.Version.ToString(), 0, new VersionOrigin(record.RegisteredBy, Actor).ToJson());
        await _store.Documents.WriteAsync([write], Audit("origin", record.Version.ToString(), _time.GetUtcNow(), null), isAudited: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task ImportReportsAsync(VersionRecord record, ArchiveReader archive, List<string> left, CancellationToken cancellationToken)
    {
        Dictionary<string, VersionReport> held = (await _store.Models.ReadReportsAsync(record.Version.Name, record.Version.Version, cancellationToken).ConfigureAwait(false)).ToDictionary(report => report.Name, StringComparer.Ordinal);
        foreach (VersionReport report in record.Reports)
        {
            if (held.TryGetValue(report.Name, out VersionReport? mine))
            {
                if (mine.CreatedAt != report.CreatedAt) left.Add($"The report \"{report.Name}\" on {record.Version} is another one here and stays.");
                continue;
            }

            foreach (string sha256 in report.Artifacts.Select(artifact => artifact.Sha256).Distinct()) await WorkspaceImporter.PutAsync(_artifacts, archive, sha256, cancellationToken).ConfigureAwait(false);
            await _store.Models.LogReportAsync(record.Version.Name, record.Version.Version, report, Audit("report.import", record.Version.ToString(), _time.GetUtcNow(), report.Name), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ImportNotesAsync(string key, ModelNotes notes, List<string> left, CancellationToken cancellationToken)
    {
        if (notes.Description is null && notes.Tags.IsEmpty) return;
        ModelNotes held = await ReadNotesAsync(key, cancellationToken).ConfigureAwait(false);
        if (held.Description == notes.Description && held.Tags.SequenceEqual(notes.Tags)) return;
        if (held.Revision > 0) left.Add($"The notes on {key} are others here and stay.");
        else await ChangeNotesAsync(key, _ => notes, ImportedMark, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replays moves of aliases and stages in the order of their time, so that each finds what it found before. A history that is not the beginning of the other has moved on here and stays.</summary>
    private async Task ImportHistoriesAsync(ModelRecord model, List<string> left, CancellationToken cancellationToken)
    {
        var moves = new List<(DateTimeOffset At, string What, Func<Task<bool>> Move)>();
        foreach (IGrouping<string, AliasChange> alias in model.Aliases.GroupBy(change => change.Alias, StringComparer.Ordinal))
        {
            IReadOnlyList<AliasChange> held = await _store.Models.ReadAliasHistoryAsync(model.Name, alias.Key, cancellationToken).ConfigureAwait(false);
            string what = $"alias \"{alias.Key}\" of model \"{model.Name}\"";
            if (!Begins(held, [.. alias], (one, other) => (one.Version, one.Previous, one.ChangedAt) == (other.Version, other.Previous, other.ChangedAt))) left.Add($"The {what} has moved on here and stays.");
            else moves.AddRange(alias.Skip(held.Count).Select(change => (change.ChangedAt, what, (Func<Task<bool>>)(async () =>
                (await _store.Models.MoveAliasAsync(change with { Reason = Marked(change.Reason) }, Audit("alias.import", $"{model.Name}@{change.Alias}", _time.GetUtcNow(), null), cancellationToken).ConfigureAwait(false)).Moved))));
        }

        foreach (VersionRecord version in model.Versions)
        {
            IReadOnlyList<StageChange> held = await _store.Models.ReadStageHistoryAsync(model.Name, version.Version.Version, cancellationToken).ConfigureAwait(false);
            string what = $"stage of {version.Version}";
            if (!Begins(held, version.Stages, (one, other) => (one.Stage, one.Previous, one.ChangedAt) == (other.Stage, other.Previous, other.ChangedAt))) left.Add($"The {what} has moved on here and stays.");
            else moves.AddRange(version.Stages.Skip(held.Count).Select(change => (change.ChangedAt, what, (Func<Task<bool>>)(async () =>
                await _store.Models.MoveStageAsync(change with { Reason = Marked(change.Reason) }, Audit("stage.import", version.Version.ToString(), _time.GetUtcNow(), null), cancellationToken).ConfigureAwait(false) is null))));
        }

        foreach ((DateTimeOffset _, string what, Func<Task<bool>> move) in moves.OrderBy(move => move.At))
        {
            try
            {
                if (!await move().ConfigureAwait(false)) left.Add($"The {what} was moved by another meanwhile and stays.");
            }
            catch (MlopsException e) when (e.Code is "MLO6042" or "MLO6045")
            {
                left.Add($"The {what} stays: {e.Message}");
            }
        }
    }

    private static bool Begins<T>(IReadOnlyList<T> held, IReadOnlyList<T> whole, Func<T, T, bool> same) => held.Count <= whole.Count && held.Zip(whole, same).All(isSame => isSame);

    private static string Marked(string? reason) => reason is null ? ImportedMark : reason.EndsWith($"({ImportedMark})", StringComparison.Ordinal) || reason == ImportedMark ? reason : $"{reason} ({ImportedMark})";
}

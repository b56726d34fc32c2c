using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    private const string ApprovalKind = "model.approval", OriginKind = "model.origin", StatementKind = "model.statement", RegisterAction = "register";
    private const int LargestPage = 10_000, MostStatements = 1_000;

    /// <summary>Approves a version, for <see cref="ModelGate.Approved"/>. The decision is kept with who, when and why, and in the audit chain; nothing takes it back but another decision of the same person.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="reason">Why: what was looked at.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6052: this person registered or imported the version, and another one has to approve it; MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public Task<ModelApproval> ApproveAsync(ModelReference reference, string reason, CancellationToken cancellationToken = default) => DecideAsync(reference, true, reason, cancellationToken);

    /// <summary>Rejects a version, for <see cref="ModelGate.Approved"/>. The decision is kept with who, when and why, and in the audit chain; nothing takes it back but another decision of the same person.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public Task<ModelApproval> RejectAsync(ModelReference reference, string reason, CancellationToken cancellationToken = default) => DecideAsync(reference, false, reason, cancellationToken);

    /// <summary>Every approval and rejection of a version: those that came with an archive as statements (<see cref="ModelApproval.StatedBy"/>), which count for no gate, and then those of this workspace, each the oldest first.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<IReadOnlyList<ModelApproval>> ListApprovalsAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return await ReadApprovalsAsync(version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps decisions that were made elsewhere as statements. What was decided here, and came back, is none.</summary>
    private async Task ImportStatementsAsync(VersionRecord record, List<string> left, CancellationToken cancellationToken)
    {
        string key = record.Version.ToString();
        while (true)
        {
            ImmutableArray<ModelApproval> held = await ReadApprovalsAsync(record.Version, cancellationToken).ConfigureAwait(false), stated = [.. held.Where(decision => decision.StatedBy is not null)];
            HashSet<ModelApproval> known = [.. held.Select(decision => decision with { StatedBy = null })];
            ModelApproval[] added = [.. record.Decisions.Where(decision => known.Add(decision with { StatedBy = null })).Select(decision => decision with { StatedBy = Actor })];
            if (added.Length == 0) return;
            if (stated.Length + added.Length > MostStatements)
            {
                left.Add($"{added.Length} approvals and rejections of {key} that were made elsewhere were left out: more than {MostStatements} are not kept.");
                return;
            }

            int revision = (await _store.Documents.ReadHistoryAsync(StatementKind, key, cancellationToken).ConfigureAwait(false)).Count;
            var write = new DocumentWrite(StatementKind, key, revision, Encoding.UTF8.GetString(ArchiveJson.Write(json => ApprovalJson.WriteAll(json, stated.Concat(added)))));
            if (await _store.Documents.WriteAsync([write], Audit("approval.import", key, _time.GetUtcNow(), string.Create(CultureInfo.InvariantCulture, $"{added.Length} statements")), cancellationToken: cancellationToken).ConfigureAwait(false) is null) return;
        }
    }

    private async Task<ModelApproval> DecideAsync(ModelReference reference, bool isApproved, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        CatalogText.Prose(reason);
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        if (isApproved && (await ReadAuthorsAsync(version, cancellationToken).ConfigureAwait(false)).Contains(Actor, StringComparer.OrdinalIgnoreCase)) throw TrackingErrors.OwnApproval(version, Actor);
        DateTimeOffset now = _time.GetUtcNow();
        AuditRecord audit = Audit(isApproved ? "approve" : "reject", version.ToString(), now, reason);

        // Each decision is a revision of one document, so that their order is that of the store and of no clock.
        int held = (await _store.Documents.ReadHistoryAsync(ApprovalKind, version.ToString(), cancellationToken).ConfigureAwait(false)).Count;
        while (true)
        {
            var write = new DocumentWrite(ApprovalKind, version.ToString(), held, ApprovalJson.Write(isApproved, reason)) { Terms = [new("model", version.Name)] };
            if (await _store.Documents.WriteAsync([write], audit, cancellationToken: cancellationToken).ConfigureAwait(false) is not { } conflict) return new ModelApproval(version.Name, version.Version, Actor, isApproved, now, reason);
            held = conflict.Found;
        }
    }

    private async Task<ImmutableArray<ModelApproval>> ReadApprovalsAsync(ModelVersion version, CancellationToken cancellationToken) =>
        [.. await ReadStatementsAsync(version, cancellationToken).ConfigureAwait(false), .. (await _store.Documents.ReadHistoryAsync(ApprovalKind, version.ToString(), cancellationToken).ConfigureAwait(false)).Where(decision => decision.Body is not null).Select(decision => ApprovalJson.Read(version.Name, version.Version, decision))];

    private async Task<ImmutableArray<ModelApproval>> ReadStatementsAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (await _store.Documents.FindAsync(StatementKind, version.ToString(), null, cancellationToken).ConfigureAwait(false) is not { } document) return [];
        using JsonDocument body = JsonDocument.Parse(document.Body!);
        // Whatever its body says, nothing of this kind was decided here.
        return [.. ApprovalJson.ReadAll(version.Name, version.Version, body.RootElement).Select(decision => decision with { StatedBy = decision.StatedBy ?? document.WrittenBy ?? "" }).OrderBy(decision => decision.At)];
    }

    /// <summary>Keeps who registered a version, where those see it who see the model.</summary>
    private async Task<ModelVersion> WithOriginAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var write = new DocumentWrite(OriginKind, version.ToString(), 0, new VersionOrigin([Actor], null).ToJson());
        try
        {
            await _store.Documents.WriteAsync([write], Audit("origin", version.ToString(), version.CreatedAt, null), isAudited: false, cancellationToken).ConfigureAwait(false);
        }
        catch (AccessDeniedException)
        {
            // Who may register a version need not have the right to write about it; the audit chain knows the author all the same.
        }

        return version;
    }

    /// <summary>Who registered a version; of one from another workspace also who imported it. Empty when nobody knows.</summary>
    private async Task<ImmutableArray<string>> ReadAuthorsAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        StoredDocument? origin = await _store.Documents.FindAsync(OriginKind, version.ToString(), null, cancellationToken).ConfigureAwait(false);
        if (origin is not null) return VersionOrigin.Read(origin).Authors;
        try
        {
            return await ReadRegistrarsAsync(version, cancellationToken).ConfigureAwait(false);
        }
        catch (AccessDeniedException)
        {
            // Who may not read the audit chain does not know; the gate then fails and says so.
            return [];
        }
    }

    /// <summary>Who registered a version of an SDK that kept no origin, by the audit chain.</summary>
    private async Task<ImmutableArray<string>> ReadRegistrarsAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var query = new AuditQuery { Action = "model." + RegisterAction, Subject = "model/" + version.Name, From = version.CreatedAt.AddSeconds(-1), Until = version.CreatedAt.AddSeconds(1), Most = LargestPage };
        IReadOnlyList<AuditEntry> entries = await _store.Audit.ReadAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry.Record)
            .Where(record => record.Subject == "model/" + version.Name && record.Detail == RegisteredDetail(version.BundleSha256) && (record.At - version.CreatedAt).Duration() < TimeSpan.FromMilliseconds(1))
            .Select(record => record.Actor).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string RegisteredDetail(string sha256) => "sha256:" + sha256;
}

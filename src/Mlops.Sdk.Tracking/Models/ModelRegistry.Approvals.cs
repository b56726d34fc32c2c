using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    private const string ApprovalKind = "model.approval", OriginKind = "model.origin", RegisterAction = "register";
    private const int LargestPage = 10_000;

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

    /// <summary>Every approval and rejection of a version, oldest first.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<IReadOnlyList<ModelApproval>> ListApprovalsAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return await ReadApprovalsAsync(version, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModelApproval> DecideAsync(ModelReference reference, bool isApproved, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        if (isApproved && (await ReadAuthorsAsync(version, cancellationToken).ConfigureAwait(false)).Contains(_user, StringComparer.OrdinalIgnoreCase)) throw TrackingErrors.OwnApproval(version, _user);
        DateTimeOffset now = _time.GetUtcNow();
        var write = new DocumentWrite(ApprovalKind, ApprovalKey(version) + _ids.Next(), 0, ApprovalJson.Write(isApproved, reason)) { Terms = [new("model", version.Name)] };
        await _store.Documents.WriteAsync([write], Audit(isApproved ? "approve" : "reject", version.ToString(), now, reason), cancellationToken: cancellationToken).ConfigureAwait(false);
        return new ModelApproval(version.Name, version.Version, _user, isApproved, now, reason);
    }

    private async Task<ImmutableArray<ModelApproval>> ReadApprovalsAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredDocument> found = await _store.Documents.SearchAsync(new DocumentQuery { Kind = ApprovalKind, KeyPrefix = ApprovalKey(version), Most = LargestPage }, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(document => ApprovalJson.Read(version.Name, version.Version, document)).OrderBy(decision => decision.At)];
    }

    /// <summary>Who registered a version, by the audit chain; of one from another workspace also who imported it. Empty when nobody knows.</summary>
    private async Task<ImmutableArray<string>> ReadAuthorsAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        StoredDocument? origin = await _store.Documents.FindAsync(OriginKind, version.ToString(), null, cancellationToken).ConfigureAwait(false);
        if (origin is not null) return VersionOrigin.Read(origin).Authors;
        var query = new AuditQuery { Action = "model." + RegisterAction, Subject = "model/" + version.Name, From = version.CreatedAt.AddSeconds(-1), Until = version.CreatedAt.AddSeconds(1), Most = LargestPage };
        IReadOnlyList<AuditEntry> entries = await _store.Audit.ReadAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry.Record)
            .Where(record => record.Subject == "model/" + version.Name && record.Detail == RegisteredDetail(version.BundleSha256) && (record.At - version.CreatedAt).Duration() < TimeSpan.FromMilliseconds(1))
            .Select(record => record.Actor).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string RegisteredDetail(string sha256) => "sha256:" + sha256;

    private static string ApprovalKey(ModelVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Name}/{version.Version}/");
}

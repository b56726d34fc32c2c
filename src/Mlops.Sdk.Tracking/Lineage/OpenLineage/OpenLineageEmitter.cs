using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Sends the events of runs, beside the work. A document for every attempt of a run says what was sent: whoever is about to send an event claims it there first, so that of many processes one sends it,
/// and what a dead process had claimed is taken over when its claim is old.
/// </summary>
internal sealed class OpenLineageEmitter : IAsyncDisposable
{
    private const string Kind = "openlineage.run";
    private const int Page = 1000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly IWorkspaceStore _store;
    private readonly OpenLineageOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeSpan _claim;
    private readonly WorkspaceOptions _workspace;
    private readonly Channel<(string Run, int Attempt, string Type)> _queue = Channel.CreateUnbounded<(string, int, string)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public OpenLineageEmitter(IWorkspaceStore store, OpenLineageOptions options, WorkspaceOptions workspace)
    {
        if (!Uri.TryCreate(options.Producer, UriKind.Absolute, out _)) throw new ArgumentException($"OpenLineageOptions.Producer is {ErrorText.Show(options.Producer)}, which is no URI. Write an address or a urn.", nameof(options));
        (_store, _options, _workspace, _time, _claim) = (store, options, workspace, workspace.Time, workspace.Lease);
        _loop = Task.Run(LoopAsync);
    }

    public void Started(string run, int attempt) => _queue.Writer.TryWrite((run, attempt, OpenLineageEvent.Start));

    public void Ended(string run, int attempt, RunStatus status) => _queue.Writer.TryWrite((run, attempt, OpenLineageEvent.Terminal(status)));

    /// <summary>Sends what earlier processes left: events that could not be sent, and the end of runs whose process died.</summary>
    public void Recover() => _queue.Writer.TryWrite(("", 0, ""));

    /// <summary>Removes what was noted of runs that are no longer there.</summary>
    public static async Task ForgetPurgedAsync(IWorkspaceStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            IReadOnlyList<StoredDocument> page = await store.Documents.SearchAsync(new() { Kind = Kind, After = after, Most = Page }, cancellationToken).ConfigureAwait(false);
            foreach (IGrouping<string, StoredDocument> attempts in page.GroupBy(document => Split(document.Key).Run, StringComparer.Ordinal))
            {
                if (await store.Runs.FindAsync(attempts.Key, cancellationToken).ConfigureAwait(false) is not null) continue;
                foreach (StoredDocument document in attempts)
                    await store.Documents.EraseAsync(Kind, document.Key, new AuditRecord("openlineage.purge", $"run/{attempts.Key}", now, null, document.Key), cancellationToken).ConfigureAwait(false);
            }

            if (page.Count < Page) return;
            after = page[^1].Key;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _stop.CancelAfter(s_patience);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        await foreach ((string run, int attempt, string type) in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (run.Length == 0) await RecoverAsync(_stop.Token).ConfigureAwait(false);
                else await SendAsync(run, attempt, type, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Whatever a transport throws: events are worth sending and not worth failing for. The document still says what is missing.
            }
        }
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredDocument> open = await _store.Documents.SearchAsync(new() { Kind = Kind, Terms = [new("open", ["yes"])], Most = 10_000 }, cancellationToken).ConfigureAwait(false);
        // Where this workspace sends to is the choice of who opened it: what they may not read is left to others.
        AccessSession? session = _workspace.Gate is { } gate ? await gate.EnterAsync(cancellationToken).ConfigureAwait(false) : null;
        foreach (StoredDocument document in open)
        {
            (string id, int attempt) = Split(document.Key);
            if (await _store.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } run) continue;
            if (session is not null && !session.Allows(Privilege.Select, Securable.Of(SecurableKind.Experiment, run.Experiment))) continue;
            OpenLineageState state = LineageJson.Read(document, LineageJson.Default.OpenLineageState);
            if (!state.Sent.Contains(OpenLineageEvent.Start)) await SendAsync(id, attempt, OpenLineageEvent.Start, cancellationToken).ConfigureAwait(false);
            if (run.Attempt > attempt) await SendAsync(id, attempt, OpenLineageEvent.Abort, cancellationToken).ConfigureAwait(false);
            else if (run.Status != RunStatus.Running) await SendAsync(id, attempt, OpenLineageEvent.Terminal(run.Status), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(string id, int attempt, string type, CancellationToken cancellationToken)
    {
        if (await _store.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } run) return;
        string key = string.Create(CultureInfo.InvariantCulture, $"{id}/{attempt}");
        StoredDocument? document = await _store.Documents.FindAsync(Kind, key, null, cancellationToken).ConfigureAwait(false);
        OpenLineageState state = document is null ? new([], null, default) : LineageJson.Read(document, LineageJson.Default.OpenLineageState);
        DateTimeOffset now = _time.GetUtcNow();
        bool isOver = state.Sent.Any(sent => sent != OpenLineageEvent.Start);
        bool isClaimed = state.Sending is not null && now - state.Since < _claim;
        if (isOver || isClaimed || state.Sent.Contains(type)) return;

        int revision = document?.Revision ?? 0;
        if (!await NoteAsync(key, revision, state with { Sending = type, Since = now }, cancellationToken).ConfigureAwait(false)) return;
        string runId = OpenLineageNames.RunId(id, attempt);
        bool wasSent = state.Sending == type && await _options.Transport.WasSentAsync(runId, type, cancellationToken).ConfigureAwait(false);
        if (!wasSent) await _options.Transport.SendAsync(await BuildAsync(run, attempt, type, now, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await NoteAsync(key, revision + 1, new OpenLineageState([.. state.Sent, type], null, now), CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<string> BuildAsync(RunInfo run, int attempt, string type, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset time = type == OpenLineageEvent.Start ? (attempt == 1 ? run.StartedAt : now) : attempt == run.Attempt ? run.EndedAt ?? now : now;
        ImmutableArray<ModelVersion> made = type == OpenLineageEvent.Start ? [] : [.. await new LineageReader(_store, _workspace, null).VersionsOfRunAsync(run.Id, cancellationToken).ConfigureAwait(false)];
        RunInfo? parent = run.ParentId is null ? null : await _store.Runs.FindAsync(run.ParentId, cancellationToken).ConfigureAwait(false);
        return OpenLineageEvent.Build(run, parent, attempt, type, time, made, _options);
    }

    /// <summary>Writes the state; false when somebody else did meanwhile.</summary>
    private async Task<bool> NoteAsync(string key, int expected, OpenLineageState state, CancellationToken cancellationToken)
    {
        bool isOpen = !state.Sent.Any(sent => sent != OpenLineageEvent.Start);
        var write = new DocumentWrite(Kind, key, expected, LineageJson.Write(state, LineageJson.Default.OpenLineageState)) { Terms = [new("open", isOpen ? "yes" : "no")] };
        var audit = new AuditRecord("openlineage.send", $"run/{Split(key).Run}", _time.GetUtcNow(), null, state.Sending is null ? $"sent {state.Sent[^1]}" : $"sending {state.Sending}");
        return await _store.Documents.WriteAsync([write], audit, isAudited: false, cancellationToken).ConfigureAwait(false) is null;
    }

    private static (string Run, int Attempt) Split(string key)
    {
        int slash = key.LastIndexOf('/');
        return (key[..slash], int.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }
}

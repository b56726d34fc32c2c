using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The audit chain of a workspace: who did what, when. It only grows, and each entry holds the hash of the one before.</summary>
public sealed class AuditLog
{
    private const int PageEntries = 500;
    private static readonly string[] s_own = ["access", "audit", "catalog", "deployment", "lineage", "model", "predictions", "run", "workspace"];
    private readonly IAuditStore _store;
    private readonly WorkspaceOptions _options;

    internal AuditLog(IAuditStore store, WorkspaceOptions options) => (_store, _options) = (store, options);

    /// <summary>One page of entries, the oldest first.</summary>
    /// <param name="query">Which ones; null for the first 1,000.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery? query = null, CancellationToken cancellationToken = default) => _store.ReadAsync(query ?? new AuditQuery(), cancellationToken);

    /// <summary>All entries that match, the oldest first, read in pages.</summary>
    /// <param name="query">Which ones; its <see cref="AuditQuery.Most"/> is the size of a page. Null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(AuditQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new AuditQuery { Most = PageEntries };
        while (true)
        {
            IReadOnlyList<AuditEntry> page = await _store.ReadAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (AuditEntry entry in page) yield return entry;
            if (page.Count < query.Most) yield break;
            query = query with { After = page[^1].Sequence };
        }
    }

    /// <summary>Appends an act of the host's own.</summary>
    /// <param name="action">What, as a verb with its area, such as <c>payroll.score</c>; one line of at most 250 characters. The areas of the SDK (access, audit, catalog, deployment, lineage, model, predictions, run, workspace) are its own.</param>
    /// <param name="subject">To what; one line of at most 250 characters.</param>
    /// <param name="detail">More about it, of any length.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The action is in an area of the SDK, or a text breaks the rules.</exception>
    public Task LogAsync(string action, string subject, string? detail = null, CancellationToken cancellationToken = default)
    {
        Names.Key(action);
        Names.Key(subject);
        if (s_own.Contains(action.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"The action {ErrorText.Show(action)} begins with an area of the SDK ({string.Join(", ", s_own)}), whose entries nobody else makes. Begin it with the name of your application.", nameof(action));
        return _store.AppendAsync([new AuditRecord(action, subject, _options.Time.GetUtcNow(), _options.Actor, detail)], cancellationToken);
    }

    /// <summary>The end of the chain as it stands, to be kept elsewhere and given to <see cref="VerifyAsync"/> later.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<AuditAnchor> AnchorAsync(CancellationToken cancellationToken = default) => AuditAnchor.Of(await _store.ReadLastAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Walks the chain, works every hash out again, and names the first entry that is wrong. O(entries), in pages.</summary>
    /// <param name="known">An end of the chain that was kept elsewhere; null to check the chain alone, which cannot show that its end was cut off or that all of it was written anew.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<AuditVerification> VerifyAsync(AuditAnchor? known = null, CancellationToken cancellationToken = default)
    {
        var verifier = new AuditVerifier(known);
        int most = PageEntries;
        while (true)
        {
            IReadOnlyList<AuditEntry> page;
            try
            {
                page = await _store.ReadAsync(new AuditQuery { After = verifier.Count, Most = most }, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ArgumentException or InvalidCastException or FormatException)
            {
                // A value that no entry can hold, such as a time beyond all years: the entry is looked for one by one.
                if (most == 1)
                {
                    verifier.Fail(verifier.Count + 1, "It cannot be read: a value in it is none that the SDK writes.");
                    return verifier.End();
                }

                most = 1;
                continue;
            }

            foreach (AuditEntry entry in page)
                if (!verifier.Take(entry)) return verifier.End();
            if (page.Count < most) return verifier.End();
        }
    }

    /// <summary>Writes the whole chain as lines of JSON (UTF-8), each an entry with its hashes, which <see cref="VerifyExportAsync"/> and programs of others can check.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The end of what was written.</returns>
    public async Task<AuditAnchor> ExportAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        AuditEntry? last = null;
        var line = new ArrayBufferWriter<byte>();
        await foreach (AuditEntry entry in ReadAllAsync(null, cancellationToken).ConfigureAwait(false))
        {
            line.ResetWrittenCount();
            AuditJson.Write(line, entry);
            await stream.WriteAsync(line.WrittenMemory, cancellationToken).ConfigureAwait(false);
            last = entry;
        }

        return AuditAnchor.Of(last);
    }

    /// <summary>Checks what <see cref="ExportAsync"/> wrote, without the workspace.</summary>
    /// <param name="stream">The lines; read to their end, and left open.</param>
    /// <param name="known">An end of the chain that was kept elsewhere; null to check the lines alone.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<AuditVerification> VerifyExportAsync(Stream stream, AuditAnchor? known = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var verifier = new AuditVerifier(known);
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is string line)
        {
            bool right = AuditJson.Read(line) is AuditEntry entry ? verifier.Take(entry) : verifier.Fail(verifier.Count + 1, "The line is no entry of an audit chain.");
            if (!right) break;
        }

        return verifier.End();
    }
}

namespace Mlops.Sdk;

/// <summary>Counts reads in memory and writes them together, at most once a minute and when the workspace is closed: a read costs no write of its own. What a process that dies has not written is lost, and is a count.</summary>
internal sealed class UsageLog(CatalogDocuments documents)
{
    private const int MostAttempts = 20;
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private Dictionary<string, DatasetUsage> _waiting = new(StringComparer.Ordinal);
    private DateTimeOffset _written = documents.Now;

    public Task NoteAsync(DatasetVersion version, CancellationToken cancellationToken)
    {
        DateTimeOffset now = documents.Now;
        var read = new DatasetUsage { Dataset = version.Name, User = documents.Actor, Reads = 1, FirstRead = now, LastRead = now, LastVersion = version.Version };
        lock (_gate)
        {
            _waiting[version.Name] = _waiting.TryGetValue(version.Name, out DatasetUsage? before) ? read.Plus(before) : read;
            if (now - _written < s_interval && now >= _written) return Task.CompletedTask;
        }

        return FlushAsync(cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, DatasetUsage> taken;
        lock (_gate)
        {
            _written = documents.Now;
            if (_waiting.Count == 0) return;
            taken = _waiting;
            _waiting = new(StringComparer.Ordinal);
        }

        foreach (DatasetUsage usage in taken.Values) await AddAsync(usage, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(DatasetUsage usage, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostAttempts; i++)
        {
            string key = DatasetUsage.KeyOf(usage.Dataset, usage.User);
            DatasetUsage? before = await documents.FindAsync(CatalogKinds.Usage, key, cancellationToken).ConfigureAwait(false);
            int expected = before?.Stamp.Revision ?? await documents.RevisionAsync(CatalogKinds.Usage.Name, key, cancellationToken).ConfigureAwait(false);
            Extensibility.DocumentWrite write = CatalogDocuments.Write(CatalogKinds.Usage, before is null ? usage : usage.Plus(before), expected);
            if (await documents.TryWriteAsync([write], documents.Audit("dataset.read", $"dataset/{usage.Dataset}", FormattableString.Invariant($"{usage.Reads} reads")), cancellationToken).ConfigureAwait(false) is null) return;
        }

        throw CatalogErrors.Busy($"How often \"{usage.Dataset}\" was read");
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    private const string NotesKind = "model.notes";

    /// <summary>What people say of a model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041: there is no such model.</exception>
    public async Task<ModelNotes> ModelNotesAsync(string name, CancellationToken cancellationToken = default)
    {
        await ListVersionsAsync(name, cancellationToken).ConfigureAwait(false);
        return await ReadNotesAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What people say of a version.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<ModelNotes> NotesAsync(ModelReference reference, CancellationToken cancellationToken = default) =>
        await ReadNotesAsync((await ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).ToString(), cancellationToken).ConfigureAwait(false);

    /// <summary>Every state that the notes of a version have had, oldest first.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<IReadOnlyList<ModelNotes>> NotesHistoryAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return [.. (await _store.Documents.ReadHistoryAsync(NotesKind, version.ToString(), cancellationToken).ConfigureAwait(false)).Select(ModelNotes.Read)];
    }

    /// <summary>Every state that the notes of a model have had, oldest first.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<ModelNotes>> ModelNotesHistoryAsync(string name, CancellationToken cancellationToken = default) =>
        [.. (await _store.Documents.ReadHistoryAsync(NotesKind, Names.Model(name), cancellationToken).ConfigureAwait(false)).Select(ModelNotes.Read)];

    /// <summary>Says what a model is.</summary>
    /// <param name="name">The model.</param>
    /// <param name="description">The description, of any length; null takes it away.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041: there is no such model.</exception>
    public Task<ModelNotes> DescribeModelAsync(string name, string? description, CancellationToken cancellationToken = default) =>
        ChangeModelAsync(name, notes => notes with { Description = description }, "description", cancellationToken);

    /// <summary>Says what a version is.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="description">The description, of any length; null takes it away.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public Task<ModelNotes> DescribeAsync(ModelReference reference, string? description, CancellationToken cancellationToken = default) =>
        ChangeVersionAsync(reference, notes => notes with { Description = description }, "description", cancellationToken);

    /// <summary>Sets a tag of a model; the last value stands.</summary>
    /// <param name="name">The model.</param>
    /// <param name="tag">The tag, one line of at most 250 characters.</param>
    /// <param name="value">The value; null takes the tag away.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041: there is no such model.</exception>
    public Task<ModelNotes> SetModelTagAsync(string name, string tag, string? value, CancellationToken cancellationToken = default) => ChangeModelAsync(name, Tagged(tag, value), $"tag {tag}", cancellationToken);

    /// <summary>Sets a tag of a version; the last value stands. The tags of its registration stay as they are.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="tag">The tag, one line of at most 250 characters.</param>
    /// <param name="value">The value; null takes the tag away.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public Task<ModelNotes> SetTagAsync(ModelReference reference, string tag, string? value, CancellationToken cancellationToken = default) => ChangeVersionAsync(reference, Tagged(tag, value), $"tag {tag}", cancellationToken);

    /// <summary>One page of the versions that match, with their stages, aliases and notes, by model and number. Every version of a model that may match is read, with its stages and notes.</summary>
    /// <param name="query">What to look for; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ModelPage> SearchAsync(ModelQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ModelQuery();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Most, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Most, LargestPage, nameof(query));
        var found = new List<RegisteredVersion>();
        foreach (string name in (await ListModelsAsync(cancellationToken).ConfigureAwait(false)).Order(StringComparer.Ordinal))
        {
            if ((query.Name is not null && name != query.Name) || string.CompareOrdinal(name, query.After?.Name) < 0) continue;
            await SearchModelAsync(name, query, found, cancellationToken).ConfigureAwait(false);
            if (found.Count > query.Most) break;
        }

        return found.Count <= query.Most ? new ModelPage([.. found], null) : new ModelPage([.. found.Take(query.Most)], found[query.Most - 1].Version.Reference);
    }

    private async Task SearchModelAsync(string name, ModelQuery query, List<RegisteredVersion> found, CancellationToken cancellationToken)
    {
        ModelNotes ofModel = await ReadNotesAsync(name, cancellationToken).ConfigureAwait(false);
        ILookup<int, string> aliases = (await ListAliasesAsync(name, cancellationToken).ConfigureAwait(false)).ToLookup(alias => alias.Value, alias => alias.Key);
        foreach (ModelVersion version in await _store.Models.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            if (query.After is { } after && name == after.Name && version.Version <= after.Version) continue;
            IReadOnlyList<StageChange> stages = await _store.Models.ReadStageHistoryAsync(name, version.Version, cancellationToken).ConfigureAwait(false);
            ModelNotes notes = await ReadNotesAsync(version.ToString(), cancellationToken).ConfigureAwait(false);
            var entry = new RegisteredVersion(version, stages is [.., StageChange last] ? last.Stage : ModelStage.None, [.. aliases[version.Version].Order(StringComparer.Ordinal)], notes, ofModel);
            if (entry.Matches(query)) found.Add(entry);
            if (found.Count > query.Most) return;
        }
    }

    private static Func<ModelNotes, ModelNotes> Tagged(string tag, string? value)
    {
        Names.Key(tag);
        return notes => notes with { Tags = value is null ? notes.Tags.Remove(tag) : notes.Tags.SetItem(tag, value) };
    }

    private async Task<ModelNotes> ChangeModelAsync(string name, Func<ModelNotes, ModelNotes> change, string what, CancellationToken cancellationToken)
    {
        await ListVersionsAsync(name, cancellationToken).ConfigureAwait(false);
        return await ChangeNotesAsync(name, change, what, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModelNotes> ChangeVersionAsync(ModelReference reference, Func<ModelNotes, ModelNotes> change, string what, CancellationToken cancellationToken) =>
        await ChangeNotesAsync((await ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).ToString(), change, what, cancellationToken).ConfigureAwait(false);

    private async Task<ModelNotes> ChangeNotesAsync(string key, Func<ModelNotes, ModelNotes> change, string what, CancellationToken cancellationToken)
    {
        // Whoever is faster changes something else or the same: the change is made again upon theirs, and the last one stands.
        for (int removedAt = 0; ;)
        {
            ModelNotes held = await ReadNotesAsync(key, cancellationToken).ConfigureAwait(false);
            int expected = held.Revision == 0 ? removedAt : held.Revision;
            ModelNotes changed = change(held) with { Revision = expected + 1, ChangedAt = _time.GetUtcNow(), ChangedBy = _user };
            var write = new DocumentWrite(NotesKind, key, expected, changed.ToJson());
            if (await _store.Documents.WriteAsync([write], Audit("notes", key, changed.ChangedAt.Value, what), cancellationToken: cancellationToken).ConfigureAwait(false) is not { } conflict) return changed;
            removedAt = conflict.Found;
        }
    }

    private async Task<ModelNotes> ReadNotesAsync(string key, CancellationToken cancellationToken) =>
        ModelNotes.Read(await _store.Documents.FindAsync(NotesKind, key, null, cancellationToken).ConfigureAwait(false));
}

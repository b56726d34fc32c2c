using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Puts a term into the glossary, or changes one that nobody changed since it was read.</summary>
    /// <param name="term">The term.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6104: the term is there already, or somebody changed it since; the message tells who, what and when.</exception>
    public async Task<GlossaryTerm> DefineAsync(GlossaryTerm term, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(term);
        GlossaryTerm given = term.Checked();
        int expected = term.Stamp.Revision;
        if (expected == 0 && await _documents.FindAsync(CatalogKinds.Term, given.Name, cancellationToken).ConfigureAwait(false) is null)
            expected = await _documents.RevisionAsync(CatalogKinds.Term.Name, given.Name, cancellationToken).ConfigureAwait(false);
        return await _documents.SaveAsync(CatalogKinds.Term, given, expected, _documents.Audit("term.write", $"term/{given.Name}"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A term of the glossary by its name, or by a synonym that one term alone has.</summary>
    /// <param name="name">The name or synonym.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6111: there is no such term; the message tells the nearest name.</exception>
    public async Task<GlossaryTerm> GetTermAsync(string name, CancellationToken cancellationToken = default)
    {
        Names.Key(name);
        if (await _documents.FindAsync(CatalogKinds.Term, name, cancellationToken).ConfigureAwait(false) is { } term) return term;
        List<GlossaryTerm> meant = await _documents.ListAsync(CatalogKinds.Term, null, [new DocumentTermFilter("synonym", [name])], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return meant.Count == 1 ? meant[0] : throw await UnknownTermAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All terms of the glossary by name.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<GlossaryTerm>> ListTermsAsync(CancellationToken cancellationToken = default) =>
        await _documents.ListAsync(CatalogKinds.Term, cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The datasets that refer to a term, themselves or by a column.</summary>
    /// <param name="name">The term.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<DatasetEntry>> UsersOfTermAsync(string name, CancellationToken cancellationToken = default) =>
        await _documents.ListAsync(CatalogKinds.Dataset, null, [new DocumentTermFilter("term", [Names.Key(name)])], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Takes a term out of the glossary; its history stays.</summary>
    /// <param name="term">The term as it was read.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6112: datasets refer to it. MLO6104: somebody changed it since it was read.</exception>
    public async Task RemoveTermAsync(GlossaryTerm term, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(term);
        IReadOnlyList<DatasetEntry> users = await UsersOfTermAsync(term.Name, cancellationToken).ConfigureAwait(false);
        if (users.Count > 0) throw CatalogErrors.TermInUse(term.Name, [.. users.Select(user => user.Name)]);
        var write = new DocumentWrite(CatalogKinds.Term.Name, term.Name, term.Stamp.Revision, null);
        if (await _documents.TryWriteAsync([write], _documents.Audit("term.remove", $"term/{term.Name}"), cancellationToken).ConfigureAwait(false) is not null)
            throw CatalogErrors.Conflict(write.Kind, write.Key, write.Expected, await _documents.Store.Documents.ReadHistoryAsync(write.Kind, write.Key, cancellationToken).ConfigureAwait(false));
    }

    private async Task RequireTermsAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (string name in names.Distinct(StringComparer.Ordinal))
            if (await _documents.FindAsync(CatalogKinds.Term, name, cancellationToken).ConfigureAwait(false) is null) throw await UnknownTermAsync(name, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MlopsException> UnknownTermAsync(string name, CancellationToken cancellationToken) =>
        CatalogErrors.UnknownTerm(name, [.. (await ListTermsAsync(cancellationToken).ConfigureAwait(false)).Select(term => term.Name)]);
}

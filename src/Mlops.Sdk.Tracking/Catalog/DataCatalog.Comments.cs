using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Says something of a dataset, of one of its versions, or of a column.</summary>
    /// <param name="target">The dataset (<c>loans</c>) or a version (<c>loans/3</c>, <c>loans@latest</c>).</param>
    /// <param name="text">What to say, at most 100,000 characters.</param>
    /// <param name="options">The column, or the comment that it answers; null for neither.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the target is not there. MLO6119: there is no comment to answer.</exception>
    public Task<CatalogComment> CommentAsync(string target, string text, CommentOptions? options = null, CancellationToken cancellationToken = default) => AddCommentAsync(target, text, options, null, cancellationToken);

    /// <summary>Says of a version whether it may be used. The last word of each reviewer counts: <c>loans@approved</c> is the newest version that one approved and none rejects.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="verdict">Whether it may be used.</param>
    /// <param name="text">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the version is not there. MLO6118: the reference names no version.</exception>
    public Task<CatalogComment> ReviewAsync(string reference, ReviewVerdict verdict, string text, CancellationToken cancellationToken = default) => AddCommentAsync(reference, text, null, verdict, cancellationToken);

    /// <summary>What was said, oldest first: of a dataset with all its versions and columns, or of one version.</summary>
    /// <param name="target">The dataset or a version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<CatalogComment>> CommentsAsync(string target, CancellationToken cancellationToken = default)
    {
        DatasetReference? reference = DatasetReference.ParseOrName(target);
        string name = reference?.Name ?? target;
        ValueList<DocumentTermFilter> terms = [];
        if (reference is not null) terms = [new DocumentTermFilter("version", [(await ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).DocumentKey])];
        return await _documents.ListAsync(CatalogKinds.Comment, name + "/", terms, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Of each version that was reviewed whether it is approved: one reviewer's last word approves it, and no reviewer's last word rejects it.</summary>
    internal async Task<IReadOnlyDictionary<int, bool>> ApprovalsAsync(string name, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(int Version, string? Author), ReviewVerdict>();
        ValueList<DocumentTermFilter> reviews = [new DocumentTermFilter("verdict", [nameof(ReviewVerdict.Approved), nameof(ReviewVerdict.Rejected)])];
        await foreach (CatalogComment review in _documents.ListAsync(CatalogKinds.Comment, name + "/", reviews, cancellationToken).ConfigureAwait(false))
            if (review is { Version: int version, Verdict: { } verdict }) last[(version, review.Author)] = verdict;
        return last.GroupBy(pair => pair.Key.Version).ToDictionary(version => version.Key, version => version.All(pair => pair.Value == ReviewVerdict.Approved));
    }

    private async Task<CatalogComment> AddCommentAsync(string target, string text, CommentOptions? options, ReviewVerdict? verdict, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException("A comment says something; the text is empty.", nameof(text));
        DatasetReference? reference = DatasetReference.ParseOrName(target);
        if (verdict is not null && reference is null) throw CatalogErrors.NoVersionToReview(target);
        DatasetVersion? version = reference is null ? null : await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        string name = version?.Name ?? (await GetAsync(target, cancellationToken).ConfigureAwait(false)).Name;
        if (options?.ReplyTo is { } answered && (!SortableIds.IsValid(answered) || await _documents.FindAsync(CatalogKinds.Comment, $"{name}/{answered}", cancellationToken).ConfigureAwait(false) is null)) throw CatalogErrors.UnknownComment(answered, name);
        var comment = new CatalogComment
        {
            Id = _ids.Next(),
            Dataset = name,
            Version = version?.Version,
            Column = CatalogText.Line(options?.Column),
            ReplyTo = options?.ReplyTo,
            Text = CatalogText.Prose(text)!,
            Verdict = verdict,
            Author = _documents.Actor,
            At = _documents.Now,
        };
        string action = verdict is null ? "comment" : "review";
        return await _documents.SaveAsync(CatalogKinds.Comment, comment, 0, _documents.Audit(action, $"dataset/{version?.ToString() ?? name}", verdict?.ToString()), cancellationToken).ConfigureAwait(false);
    }
}

namespace Mlops.Sdk;

/// <summary>What documents belong to. A kind that nobody has placed here belongs to the workspace itself, so that forgetting one opens nothing.</summary>
internal static class DocumentSecurables
{
    /// <summary>Whether documents of a kind are the rights themselves, which nobody reads or writes as documents.</summary>
    public static bool IsAccess(string kind) => kind.StartsWith(AccessDocuments.Prefix, StringComparison.Ordinal);

    /// <summary>What a document is a part of.</summary>
    public static Securable Of(string kind, string key) => Securable.Workspace;

    /// <summary>Whether a document tells of the values of a dataset, so that it is shown only to those from whom nothing of the dataset is hidden.</summary>
    public static bool TellsValues(string kind) => false;
}

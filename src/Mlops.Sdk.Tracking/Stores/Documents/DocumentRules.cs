using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>What every store of documents checks before it begins.</summary>
public static class DocumentRules
{
    private const int LongestKind = 64, LongestKey = 1000, LargestPage = 10_000;

    /// <summary>Checks the documents of one transaction: kinds and keys of a right length, each document once, no negative revision.</summary>
    /// <param name="writes">The documents.</param>
    /// <exception cref="ArgumentException">A rule is broken; the message says which.</exception>
    public static void Check(IReadOnlyList<DocumentWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        HashSet<(string, string)> seen = [];
        foreach (DocumentWrite write in writes)
        {
            CheckName(write.Kind, LongestKind, nameof(writes));
            CheckName(write.Key, LongestKey, nameof(writes));
            ArgumentOutOfRangeException.ThrowIfNegative(write.Expected, nameof(writes));
            if (!seen.Add((write.Kind, write.Key))) throw new ArgumentException($"The document {write.Kind} {ErrorText.Show(write.Key)} is written twice in one transaction.", nameof(writes));
        }
    }

    /// <summary>Checks a query.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="ArgumentException">A rule is broken; the message says which.</exception>
    public static void Check(DocumentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckName(query.Kind, LongestKind, nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Most, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Most, LargestPage, nameof(query));
    }

    /// <summary>The first text, by code points, that is behind all texts that begin with a prefix, for a search in an index.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <returns>Null when there is none that is as short as the prefix.</returns>
    public static string? Behind(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        for (int i = prefix.Length - 1; i >= 0; i--)
            if (prefix[i] < '\uD7FF') return prefix[..i] + (char)(prefix[i] + 1);
        return null;
    }

    private static void CheckName(string name, int longest, string parameter, [CallerArgumentExpression(nameof(name))] string? what = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (name.Length > longest) throw new ArgumentException($"{what} has {name.Length} characters; {longest} is the most.", parameter);
    }
}

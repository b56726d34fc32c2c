using System.Collections.Immutable;

namespace Mlops.Sdk.Tracking.Tests.Support;

internal static class SortedExtensions
{
    public static ImmutableSortedDictionary<string, string> ToSorted(this IEnumerable<KeyValuePair<string, string>> pairs) => pairs.ToImmutableSortedDictionary(StringComparer.Ordinal);
}

namespace Mlops.Sdk;

/// <summary>Names that are linked, directly or through others.</summary>
internal static class Clusters
{
    /// <summary>The sets of two and more, each in the given order, ordered by their first member.</summary>
    public static IEnumerable<string[]> Of(IEnumerable<(string A, string B)> links, IEnumerable<string> order)
    {
        Dictionary<string, string> parent = new(StringComparer.Ordinal);
        string Root(string name)
        {
            while (parent.TryGetValue(name, out string? above) && above != name) name = above;
            return name;
        }

        foreach ((string a, string b) in links)
        {
            parent.TryAdd(a, a);
            parent.TryAdd(b, b);
            parent[Root(a)] = Root(b);
        }

        return [.. order.Where(parent.ContainsKey).GroupBy(Root, StringComparer.Ordinal).Select(set => set.ToArray()).Where(set => set.Length > 1)];
    }
}

namespace Mlops.Sdk;

/// <summary>Which features may act together.</summary>
internal sealed class InteractionGroups
{
    private readonly bool[][]? _masks;

    private InteractionGroups(bool[][]? masks) => _masks = masks;

    /// <summary>Whether there is any limit.</summary>
    public bool Any => _masks is not null;

    public static InteractionGroups Of(ValueList<string> groups, Column[] columns) =>
        new(groups.Count == 0 ? null : [.. NamesOf(groups).Select(group => columns.Select(column => group.Contains(column.Name)).ToArray())]);

    /// <summary>The names in each group.</summary>
    public static IEnumerable<string[]> NamesOf(ValueList<string> groups) =>
        groups.Select(group => group.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether two features may act together; of one feature twice, whether it may act with any other.</summary>
    public bool Allow(int first, int second) => _masks is null || _masks.Any(group => group[first] && group[second]);

    /// <summary>Of the features that a node may ask, those that its children may ask once it has asked one.</summary>
    /// <param name="usable">What the node may ask.</param>
    /// <param name="asked">All that were asked on the way, the node's own feature among them.</param>
    public bool[] Narrow(bool[] usable, IReadOnlyCollection<int> asked)
    {
        if (_masks is null) return usable;
        bool[] left = [.. usable];
        for (int feature = 0; feature < left.Length; feature++)
            left[feature] &= (asked.Count == 1 && asked.Contains(feature)) || _masks.Any(group => group[feature] && asked.All(one => group[one]));
        return left;
    }
}

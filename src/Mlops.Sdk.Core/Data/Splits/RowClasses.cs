using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A class number for every row: classes of a label, or groups.</summary>
internal sealed class RowClasses(int[] classOf, int count)
{
    private const int FewValues = 20;
    private const int Bins = 10;

    public static bool HasFewValues(IntegerColumn column)
    {
        var seen = new HashSet<long>();
        foreach (long value in column.Values)
            if (seen.Add(value) && seen.Count > FewValues) return false;
        return true;
    }

    /// <summary>Classes in the order of their values, missing last; many-valued numbers and timestamps in bins of equal size.</summary>
    public static RowClasses OfLabel(Column label) => label switch
    {
        NumberColumn or TimestampColumn => OfRanks(label),
        IntegerColumn integers when !HasFewValues(integers) => OfRanks(label),
        _ => OfValues(label, false),
    };

    /// <summary>Groups in the order in which they first occur; every row without a group is one.</summary>
    public static RowClasses OfGroups(Column group) => OfValues(group, true);

    public int[] Sizes()
    {
        var sizes = new int[count];
        foreach (int c in classOf) sizes[c]++;
        return sizes;
    }

    /// <summary>The rows of each class, ascending.</summary>
    public int[][] Members()
    {
        int[][] members = [.. Sizes().Select(size => new int[size])];
        var next = new int[count];
        for (int row = 0; row < classOf.Length; row++) members[classOf[row]][next[classOf[row]]++] = row;
        return members;
    }

    private static RowClasses OfValues(Column column, bool missingAlone)
    {
        long[] keys = RowKeys.Of(column);
        var classOf = new int[keys.Length];
        var known = new Dictionary<long, int>();
        int next = 0, missing = -1;
        foreach (int row in missingAlone ? Enumerable.Range(0, keys.Length) : RowOrder.By(column, false).AsEnumerable())
        {
            if (column.IsMissing(row)) classOf[row] = missingAlone || missing < 0 ? missing = next++ : missing;
            else if (known.TryGetValue(keys[row], out int c)) classOf[row] = c;
            else known.Add(keys[row], classOf[row] = next++);
        }

        return new RowClasses(classOf, next);
    }

    private static RowClasses OfRanks(Column column)
    {
        int[] order = RowOrder.By(column, false);
        int present = order.Length - column.MissingCount, bins = Math.Min(Bins, Math.Max(present, 1));
        var classOf = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
            classOf[order[rank]] = rank < present ? (int)((long)rank * bins / present) : bins;
        return new RowClasses(classOf, bins + 1);
    }
}

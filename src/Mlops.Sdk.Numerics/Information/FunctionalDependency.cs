using System.Buffers;

namespace Mlops.Sdk.Numerics;

/// <summary>Whether one column of codes determines others, up to a share of rows. The rows are grouped by the determining column once.</summary>
/// <remarks>Rows whose value occurs once say nothing and are left out. A missing code (below zero) on either side leaves the row out. O(rows) for each question. Immutable.</remarks>
public sealed class FunctionalDependency
{
    private readonly int[] _order;
    private readonly int[] _ends;

    private FunctionalDependency(int[] order, int[] ends) => (_order, _ends) = (order, ends);

    /// <summary>How many rows share their value of the determining column with another row.</summary>
    public int Support => _order.Length;

    /// <summary>How many values of the determining column occur more than once.</summary>
    public int Groups => _ends.Length;

    /// <summary>Groups the rows by a determining column.</summary>
    /// <param name="determinant">The codes; below zero is missing.</param>
    public static FunctionalDependency Of(ReadOnlySpan<int> determinant)
    {
        var starts = new int[Codes.Bound(determinant) + 1];
        foreach (int code in determinant)
            if (code >= 0) starts[code]++;
        int rows = 0;
        var ends = new List<int>();
        for (int code = 0; code < starts.Length; code++)
        {
            int count = starts[code];
            starts[code] = count > 1 ? rows : -1;
            if (count <= 1) continue;
            rows += count;
            ends.Add(rows);
        }

        var order = new int[rows];
        for (int row = 0; row < determinant.Length; row++)
            if (determinant[row] >= 0 && starts[determinant[row]] >= 0) order[starts[determinant[row]]++] = row;
        return new FunctionalDependency(order, [.. ends]);
    }

    /// <summary>The least number of rows to take away so that the determining column determines another (the measure g3 of Kivinen and Mannila 1995, in rows).</summary>
    /// <param name="dependent">The codes of the other column.</param>
    /// <param name="most">Counting stops beyond so many.</param>
    /// <returns>The rows to take away and the rows looked at; more than <paramref name="most"/> where it stopped.</returns>
    public (int Violations, int Rows) Violations(ReadOnlySpan<int> dependent, int most = int.MaxValue)
    {
        int bound = Codes.Bound(dependent);
        int[] counts = ArrayPool<int>.Shared.Rent(bound);
        counts.AsSpan(0, bound).Clear();
        int violations = 0, rows = 0, start = 0;
        foreach (int end in _ends)
        {
            (int size, int greatest) = CountGroup(_order.AsSpan(start, end - start), dependent, counts, most - violations);
            start = end;
            if (size < 2) continue;
            rows += size;
            violations += size - greatest;
            if (violations > most) break;
        }

        ArrayPool<int>.Shared.Return(counts);
        return (violations, rows);
    }

    // The rows that do not agree with the most frequent code only become more, so counting can stop early.
    private static (int Size, int Greatest) CountGroup(ReadOnlySpan<int> group, ReadOnlySpan<int> dependent, int[] counts, int most)
    {
        int size = 0, greatest = 0, seen = 0;
        for (; seen < group.Length && size - greatest <= most; seen++)
        {
            int code = dependent[group[seen]];
            if (code < 0) continue;
            size++;
            greatest = Math.Max(greatest, ++counts[code]);
        }

        foreach (int row in group[..seen])
            if (dependent[row] >= 0) counts[dependent[row]] = 0;
        return (size, greatest);
    }
}

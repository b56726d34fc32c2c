namespace Mlops.Sdk;

/// <summary>Finds rows with the same features but different labels.</summary>
internal static class LabelConflictFinder
{
    private const int LeastGroups = 30;

    /// <summary>Null where too few groups are kept to tell.</summary>
    public static LabelConflicts? Find(GroupCounts counts)
    {
        (ReadOnlyMemory<GroupEntry> entries, ReadOnlyMemory<LabelMoments> numbers) = counts.Sorted();
        List<LabelledGroup> groups = numbers.IsEmpty ? OfClasses(entries.Span) : OfNumbers(numbers.Span);
        if (groups.Count == 0 || (!counts.IsExact && groups.Count < LeastGroups)) return null;
        double rows = groups.Sum(group => group.Rows), conflicting = groups.Sum(group => group.Conflicts ? group.Rows : 0), right = groups.Sum(group => group.Right);
        bool isAccuracy = numbers.IsEmpty || IsBinary(numbers.Span);
        double all = isAccuracy ? rows : SquaresAboutMean(numbers.Span), ceiling = isAccuracy ? right / rows : all > 0 ? 1 - (groups.Sum(group => group.Squares) / all) : 1;
        double scale = counts.IsExact ? 1 : 1 / counts.Share;
        return new LabelConflicts
        {
            Groups = (long)Math.Round(groups.Count(group => group.Conflicts) * scale),
            Rows = (long)Math.Round(counts.IsExact ? conflicting : conflicting / rows * counts.Rows),
            RowsBound = counts.IsExact ? 0 : counts.Rows * Error(groups, rows, conflicting / rows, group => group.Conflicts ? group.Rows : 0),
            Ceiling = ceiling,
            CeilingBound = counts.IsExact ? 0 : isAccuracy ? Error(groups, rows, ceiling, group => group.Right) : Error(groups, rows, (1 - ceiling) * all / rows, group => group.Squares) * rows / all,
            IsAccuracy = isAccuracy,
            IsExact = counts.IsExact,
        };
    }

    // Three standard errors of a ratio of sums over sampled groups.
    private static double Error(List<LabelledGroup> groups, double rows, double ratio, Func<LabelledGroup, double> part) =>
        3 * Math.Sqrt(groups.Sum(group => Math.Pow(part(group) - (ratio * group.Rows), 2)) * groups.Count / Math.Max(1, groups.Count - 1)) / rows;

    private static List<LabelledGroup> OfClasses(ReadOnlySpan<GroupEntry> entries)
    {
        var groups = new List<LabelledGroup>();
        for (int start = 0; start < entries.Length;)
        {
            long rows = 0, most = 0;
            int labels = 0, end = start;
            for (; end < entries.Length && entries[end].Key == entries[start].Key; end++)
            {
                if (entries[end].Label == LabelKeys.Missing) continue;
                rows += entries[end].Count;
                most = Math.Max(most, entries[end].Count);
                labels++;
            }

            if (rows > 0) groups.Add(new LabelledGroup(rows, labels > 1, most, 0));
            start = end;
        }

        return groups;
    }

    private static List<LabelledGroup> OfNumbers(ReadOnlySpan<LabelMoments> numbers)
    {
        var groups = new List<LabelledGroup>();
        bool binary = IsBinary(numbers);
        (double low, double high) = Range(numbers);
        foreach (LabelMoments group in numbers)
        {
            if (group.Count == 0) continue;
            double upper = binary && high > low ? Math.Round((group.Mean - low) / (high - low) * group.Count) : group.Count;
            groups.Add(new LabelledGroup(group.Count, group.Max > group.Min, Math.Max(upper, group.Count - upper), group.Squares));
        }

        return groups;
    }

    // A number with two values only: every group's mean and spread are then those of a coin between the two.
    private static bool IsBinary(ReadOnlySpan<LabelMoments> numbers)
    {
        (double low, double high) = Range(numbers);
        foreach (LabelMoments group in numbers)
        {
            if (group.Count == 0) continue;
            double share = (group.Mean - low) / Math.Max(high - low, double.Epsilon), spread = group.Squares / group.Count;
            if (Math.Abs(spread - (share * (1 - share) * (high - low) * (high - low))) > 1e-9 * (high - low) * (high - low)) return false;
        }

        return double.IsFinite(high - low);
    }

    private static (double Low, double High) Range(ReadOnlySpan<LabelMoments> numbers)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (LabelMoments group in numbers)
        {
            if (group.Count == 0) continue;
            low = Math.Min(low, group.Min);
            high = Math.Max(high, group.Max);
        }

        return (low, high);
    }

    private static double SquaresAboutMean(ReadOnlySpan<LabelMoments> numbers)
    {
        LabelMoments whole = default;
        foreach (LabelMoments group in numbers) whole.Merge(group);
        return whole.Squares;
    }

    private readonly record struct LabelledGroup(double Rows, bool Conflicts, double Right, double Squares);
}

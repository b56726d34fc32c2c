namespace Mlops.Sdk;

/// <summary>A number and how far it may be off, by three standard errors.</summary>
internal readonly record struct Estimate(double Value, double Bound);

/// <summary>The rows of one key.</summary>
internal readonly record struct KeyRows(ulong Key, long Count, long First);

/// <summary>Repeated rows, from the counts of all keys or of a sample of them.</summary>
/// <param name="Repeated">Rows that repeat an earlier one.</param>
/// <param name="Groups">Keys that occur more than once.</param>
/// <param name="InGroups">The rows of those keys.</param>
internal readonly record struct GroupEstimate(Estimate Repeated, Estimate Groups, Estimate InGroups)
{
    // With none seen among m, a share above 5.9 / m has a probability below 0.3 %.
    private const double NoneSeen = 5.9;

    public static GroupEstimate Of(GroupCounts counts)
    {
        List<KeyRows> groups = Sizes(counts);
        double keys = groups.Count, repeated = groups.Sum(group => (double)(group.Count - 1)), several = groups.Count(group => group.Count > 1), inGroups = groups.Sum(group => group.Count > 1 ? group.Count : 0.0);
        if (counts.IsExact) return new(new(repeated, 0), new(several, 0), new(inGroups, 0));
        double rows = counts.Rows;
        if (keys < 2) return new(new(0, rows), new(0, rows), new(0, rows));

        // The keys kept are those below the threshold, itself the key that follows: an unbiased count of the different rows (Bar-Yossef and others 2002).
        double different = Math.Min(rows, keys / counts.Share), differentError = 3 * different / Math.Sqrt(keys - 1);
        Estimate byShare = Ratio(groups, rows, group => group.Count - 1), byCount = new(rows - different, differentError);

        // A few rows that are repeated very often may be missing among the keys kept; then the two disagree, and only the count of different rows is right.
        bool agree = Math.Abs(byShare.Value - byCount.Value) <= byCount.Bound;
        double share = several / keys, groupsError = 3 * different * Math.Max(Math.Sqrt(share * (1 - share) / keys), several == 0 ? NoneSeen / 3 / keys : 0) + (share * differentError);
        return new(agree ? byShare : byCount, new(share * different, groupsError), agree ? Ratio(groups, rows, group => group.Count > 1 ? group.Count : 0) : new(Math.Min(rows, byCount.Value + (share * different)), byCount.Bound + groupsError));
    }

    /// <summary>The keys that occur most often, and more than once.</summary>
    public static IEnumerable<KeyRows> Largest(GroupCounts counts, int most) =>
        Sizes(counts).Where(group => group.Count > 1).OrderByDescending(group => group.Count).ThenBy(group => group.First).Take(most);

    /// <summary>The share of the rows, as a ratio of sums over sampled groups, times the rows.</summary>
    public static Estimate Ratio(List<KeyRows> groups, double rows, Func<KeyRows, double> part)
    {
        double all = groups.Sum(group => (double)group.Count), parts = groups.Sum(part), share = parts / all, squares = groups.Sum(group => Math.Pow(part(group) - (share * group.Count), 2)), keys = groups.Count;
        double error = Math.Max(3 * Math.Sqrt(squares * keys / (keys - 1)) / all, parts == 0 ? NoneSeen / keys : 0);
        return new(share * rows, error * rows);
    }

    private static List<KeyRows> Sizes(GroupCounts counts)
    {
        ReadOnlySpan<GroupEntry> entries = counts.Sorted().Entries.Span;
        var sizes = new List<KeyRows>(entries.Length);
        for (int start = 0; start < entries.Length;)
        {
            long count = 0, first = long.MaxValue;
            int end = start;
            for (; end < entries.Length && entries[end].Key == entries[start].Key; end++)
            {
                count += entries[end].Count;
                first = Math.Min(first, entries[end].First);
            }

            sizes.Add(new KeyRows(entries[start].Key, count, first));
            start = end;
        }

        return sizes;
    }
}

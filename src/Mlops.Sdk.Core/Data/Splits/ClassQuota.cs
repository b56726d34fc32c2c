namespace Mlops.Sdk;

/// <summary>Shares a number of rows among classes in proportion to their sizes.</summary>
internal static class ClassQuota
{
    /// <summary>Largest remainder in whole numbers, ties to the larger and then the earlier class. A class keeps one row back as long as the others can give enough.</summary>
    public static int[] LargestRemainder(int[] sizes, int target)
    {
        long total = sizes.Sum(size => (long)size);
        int[] quota = [.. sizes.Select(size => (int)(size * (long)target / total))];
        int left = target - quota.Sum();
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderByDescending(c => sizes[c] * (long)target % total).ThenByDescending(c => sizes[c])];
        foreach (int keep in (ReadOnlySpan<int>)[1, 0])
        {
            foreach (int c in order)
            {
                if (left == 0) return quota;
                if (quota[c] >= sizes[c] - keep) continue;
                quota[c]++;
                left--;
            }
        }

        return quota;
    }
}

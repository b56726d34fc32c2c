namespace Mlops.Sdk;

/// <summary>How many letters have to be put in, taken out, replaced or swapped with their neighbour to make one text of another (optimal string alignment).</summary>
internal static class EditDistance
{
    /// <summary>The distance when it is at most <paramref name="most"/>, else <paramref name="most"/> + 1. O(length x most).</summary>
    /// <param name="a">One text.</param>
    /// <param name="b">Another one.</param>
    /// <param name="most">0 to 8.</param>
    public static int Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        int same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        int end = 0;
        while (end < Math.Min(a.Length, b.Length) && a[a.Length - 1 - end] == b[b.Length - 1 - end]) end++;
        a = a[..^end];
        b = b[..^end];
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        if (a.IsEmpty || b.IsEmpty) return Math.Max(a.Length, b.Length);
        if (b.Length > 128) return most + 1;
        int far = most + 1;
        Span<int> two = stackalloc int[b.Length + 1], one = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) one[j] = j;
        two.Fill(far);
        for (int i = 1; i <= a.Length; i++)
        {
            row.Fill(far);
            if (i <= most) row[0] = i;
            int least = row[0];
            for (int j = Math.Max(1, i - most); j <= Math.Min(b.Length, i + most); j++)
            {
                int cost = Math.Min(one[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(one[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = Math.Min(cost, two[j - 2] + 1);
                row[j] = cost;
                least = Math.Min(least, cost);
            }

            if (least > most) return far;
            one.CopyTo(two);
            row.CopyTo(one);
        }

        return Math.Min(one[b.Length], far);
    }
}

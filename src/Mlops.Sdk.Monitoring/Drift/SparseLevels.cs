using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Guards a chi-square test against levels that are too rare for its approximation.</summary>
internal static class SparseLevels
{
    // Cochran (1954): the approximation wants expected counts of about 5. A rare level that happens to fall on the smaller side alone would raise false alarms.
    private const double LeastExpected = 5;

    /// <summary>The p-value with all levels joined whose expected count is below 5 on either side; 1 when fewer than two levels remain. The choice rests on both samples together, so it is blind to their difference.</summary>
    public static double PValue(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        double n = 0, m = 0;
        for (int i = 0; i < first.Length; i++)
            (n, m) = (n + first[i], m + second[i]);
        double smaller = Math.Min(n, m) / (n + m);
        List<long> a = [0], b = [0];
        for (int i = 0; i < first.Length; i++)
        {
            if ((first[i] + second[i]) * smaller >= LeastExpected)
            {
                a.Add(first[i]);
                b.Add(second[i]);
            }
            else
            {
                a[0] += first[i];
                b[0] += second[i];
            }
        }

        if (a.Count > 2 && (a[0] + b[0]) * smaller < LeastExpected)
            JoinWithRarest(a, b);
        return (a[0] + b[0]) * smaller is > 0 and < LeastExpected ? 1 : ChiSquareTest.TwoSample([.. a], [.. b]).PValue;
    }

    private static void JoinWithRarest(List<long> a, List<long> b)
    {
        int rarest = 1;
        for (int i = 2; i < a.Count; i++)
            if (a[i] + b[i] < a[rarest] + b[rarest]) rarest = i;
        (a[0], b[0]) = (a[0] + a[rarest], b[0] + b[rarest]);
        a.RemoveAt(rarest);
        b.RemoveAt(rarest);
    }
}

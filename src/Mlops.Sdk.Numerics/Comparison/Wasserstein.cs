namespace Mlops.Sdk.Numerics;

/// <summary>The Wasserstein-1 (earth mover's) distance of two samples: the area between their distribution functions, in the unit of the data.</summary>
/// <remarks>NaN is skipped; an empty side gives NaN, an infinite value an infinite or NaN distance. Takes (n + m) log(n + m).</remarks>
public static class Wasserstein
{
    /// <summary>The distance of two samples.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other sample.</param>
    public static double Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = Descriptive.WithoutMissing(first), b = Descriptive.WithoutMissing(second);
        Sorting.Ascending(a);
        Sorting.Ascending(b);
        return DistanceSorted(a, b);
    }

    /// <summary>The distance of two samples in ascending order and free of NaN.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other sample.</param>
    public static double DistanceSorted(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.IsEmpty || second.IsEmpty)
            return double.NaN;
        double area = 0, at = Math.Min(first[0], second[0]);
        for (int i = 0, j = 0; i < first.Length || j < second.Length;)
        {
            bool takeFirst = j == second.Length || (i < first.Length && first[i] <= second[j]);
            double next = takeFirst ? first[i] : second[j];
            if (next > at)
                area += Math.Abs(i / (double)first.Length - j / (double)second.Length) * (next - at);
            at = next;
            if (takeFirst)
                i++;
            else
                j++;
        }

        return area;
    }

    /// <summary>The distance of two sketched samples.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other sample.</param>
    public static double Distance(KllSketch first, KllSketch second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || second.Count == 0)
            return double.NaN;
        (double[] a, long[] weightA) = first.ToCumulative();
        (double[] b, long[] weightB) = second.ToCumulative();
        double area = 0, at = Math.Min(a[0], b[0]);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            bool takeFirst = j == b.Length || (i < a.Length && a[i] <= b[j]);
            double next = takeFirst ? a[i] : b[j];
            double below = (i == 0 ? 0 : weightA[i - 1] / (double)first.Count) - (j == 0 ? 0 : weightB[j - 1] / (double)second.Count);
            if (next > at)
                area += Math.Abs(below) * (next - at);
            at = next;
            if (takeFirst)
                i++;
            else
                j++;
        }

        return area;
    }
}

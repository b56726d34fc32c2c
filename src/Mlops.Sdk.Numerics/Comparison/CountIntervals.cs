namespace Mlops.Sdk.Numerics;

/// <summary>Between which limits a distance of two samples of counts lies when their shares are known within an error each, as those from sketches are. NaN when a sample is empty. Linear time.</summary>
public static class CountIntervals
{
    /// <summary>The population stability index, as <see cref="CountDistance.PopulationStabilityIndex"/> has it.</summary>
    /// <param name="reference">Counts of the reference.</param>
    /// <param name="current">Counts to compare.</param>
    /// <param name="referenceError">By how much each share of the reference may be off.</param>
    /// <param name="currentError">By how much each share of the other may be off.</param>
    /// <param name="floor">A share below this counts as this.</param>
    public static (double Low, double High) PopulationStabilityIndex(ReadOnlySpan<long> reference, ReadOnlySpan<long> current, double referenceError, double currentError, double floor = 1e-4)
    {
        if (!(floor > 0 && floor < 1)) throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor of a share lies between 0 and 1.");
        return Sum(reference, current, referenceError, currentError, (r, c) =>
        {
            (r, c) = (Math.Max(floor, r), Math.Max(floor, c));
            return (r - c) * Math.Log(r / c);
        });
    }

    /// <summary>Pearson's chi-square statistic of two samples, as <see cref="ChiSquareTest.TwoSample"/> has it.</summary>
    /// <param name="first">Counts of one sample.</param>
    /// <param name="second">Counts of the other sample.</param>
    /// <param name="firstError">By how much each share of the one may be off.</param>
    /// <param name="secondError">By how much each share of the other may be off.</param>
    public static (double Low, double High) ChiSquare(ReadOnlySpan<long> first, ReadOnlySpan<long> second, double firstError, double secondError)
    {
        (double n, double m) = Counts.Totals(first, second);
        return Sum(first, second, firstError, secondError, (x, y) => x == y ? 0 : n * m * (x - y) * (x - y) / ((n * x) + (m * y)));
    }

    // Each term is 0 where the shares are the same and grows as they part: it is least where they are nearest, and greatest where they are farthest, at one of the two pairs of opposite ends.
    private static (double Low, double High) Sum(ReadOnlySpan<long> first, ReadOnlySpan<long> second, double firstError, double secondError, Func<double, double, double> term)
    {
        if (!(firstError >= 0)) throw new ArgumentOutOfRangeException(nameof(firstError), firstError, "An error is 0 or more.");
        if (!(secondError >= 0)) throw new ArgumentOutOfRangeException(nameof(secondError), secondError, "An error is 0 or more.");
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0) return (double.NaN, double.NaN);
        double low = 0, high = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i] == 0 && second[i] == 0 && firstError == 0 && secondError == 0) continue;
            double x = first[i] / n, y = second[i] / m, lowX = Math.Max(0, x - firstError), highX = Math.Min(1, x + firstError), lowY = Math.Max(0, y - secondError), highY = Math.Min(1, y + secondError);
            low += highX < lowY ? term(highX, lowY) : highY < lowX ? term(lowX, highY) : 0;
            high += Math.Max(term(lowX, highY), term(highX, lowY));
        }

        return (low, high);
    }
}

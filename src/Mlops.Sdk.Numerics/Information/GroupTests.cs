using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>How strongly a number depends on a category, or on another number. Pairs with a missing code (below zero) or a NaN are left out.</summary>
public static class GroupTests
{
    /// <summary>The one-way analysis of variance: F and its p-value, scikit-learn's <c>f_classif</c>.</summary>
    /// <param name="codes">The categories.</param>
    /// <param name="values">The numbers, as many.</param>
    /// <returns>NaN with fewer than two categories, no degrees of freedom within, or a constant; an infinite F when the categories explain everything.</returns>
    public static TestResult AnovaF(ReadOnlySpan<int> codes, ReadOnlySpan<double> values)
    {
        (double between, double within, int groups, int count) = SumsOfSquares(codes, values);
        if (groups < 2 || count <= groups || (between == 0 && within == 0))
            return TestResult.NotPossible;
        double f = between / (groups - 1) / (within / (count - groups));
        return new(f, FisherF.Survival(f, groups - 1, count - groups));
    }

    /// <summary>The correlation ratio eta: the square root of the share of the variance that lies between the categories. NaN for a constant or no pairs.</summary>
    /// <param name="codes">The categories.</param>
    /// <param name="values">The numbers, as many.</param>
    public static double CorrelationRatio(ReadOnlySpan<int> codes, ReadOnlySpan<double> values) => Numerics.CorrelationRatio.Of(codes, values).Eta;

    /// <summary>The F test of a linear dependence of two numbers: r^2 / (1 - r^2) (n - 2), scikit-learn's <c>f_regression</c>. NaN for a constant or fewer than three pairs.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers, as many.</param>
    public static TestResult RegressionF(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var moments = new CoMoments();
        moments.Add(x, y);
        double r = moments.Correlation, degrees = moments.Count - 2;
        if (double.IsNaN(r) || degrees < 1)
            return TestResult.NotPossible;
        double f = r * r / ((1 - r) * (1 + r)) * degrees;
        return new(f, FisherF.Survival(f, 1, degrees));
    }

    /// <summary>The chi-square score of a non-negative number, such as a count of words, against a category, scikit-learn's <c>chi2</c>: sums by category against shares of the total.</summary>
    /// <param name="codes">The categories.</param>
    /// <param name="values">The numbers, as many, none negative.</param>
    /// <returns>NaN when all numbers are zero or there are fewer than two categories.</returns>
    public static TestResult ChiSquareScore(ReadOnlySpan<int> codes, ReadOnlySpan<double> values)
    {
        (int[] classes, double[] numbers) = Codes.Complete(codes, values);
        double[] sums = new double[Codes.Bound(classes)], counts = new double[sums.Length];
        double total = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(numbers[i], nameof(values));
            sums[classes[i]] += numbers[i];
            counts[classes[i]]++;
            total += numbers[i];
        }

        int groups = counts.Count(c => c > 0);
        if (groups < 2 || total == 0)
            return TestResult.NotPossible;
        double statistic = 0;
        for (int code = 0; code < sums.Length; code++)
        {
            double expected = counts[code] / classes.Length * total;
            if (expected > 0)
                statistic += (sums[code] - expected) * (sums[code] - expected) / expected;
        }

        return new(statistic, ChiSquared.Survival(statistic, groups - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double Between, double Within, int Groups, int Count) SumsOfSquares(ReadOnlySpan<int> codes, ReadOnlySpan<double> values)
    {
        (int[] classes, double[] numbers) = Codes.Complete(codes, values);
        (double min, double max) = Descriptive.Range(numbers);
        double[] means = new double[Codes.Bound(classes)], counts = new double[means.Length];

        // Numbers are taken from one of them, so that a constant gives exactly zero and a large offset loses nothing.
        double origin = min == max ? min : Descriptive.Mean(numbers), within = 0, between = 0, grand = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            means[classes[i]] += numbers[i] - origin;
            counts[classes[i]]++;
            grand += numbers[i] - origin;
        }

        for (int code = 0; code < means.Length; code++)
            means[code] = counts[code] > 0 ? means[code] / counts[code] : 0;
        grand /= Math.Max(1, classes.Length);
        for (int i = 0; i < classes.Length; i++)
        {
            double off = numbers[i] - origin - means[classes[i]];
            within += off * off;
        }

        for (int code = 0; code < means.Length; code++)
            between += counts[code] * (means[code] - grand) * (means[code] - grand);
        return (between, within, counts.Count(c => c > 0), classes.Length);
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>p-values adjusted for many tests at once: compare an adjusted value with the level itself. NaN stays NaN and does not count as a test.</summary>
public static class MultipleTesting
{
    /// <summary>Bonferroni: each times the number of tests; holds the chance of any false alarm.</summary>
    /// <param name="pValues">The p-values.</param>
    public static double[] Bonferroni(ReadOnlySpan<double> pValues)
    {
        int tests = pValues.Length - Descriptive.CountMissing(pValues);
        double[] adjusted = pValues.ToArray();
        foreach (ref double p in adjusted.AsSpan())
            p = Math.Min(1, p * tests);
        return adjusted;
    }

    /// <summary>Holm's step-down: holds the chance of any false alarm, never weaker than Bonferroni.</summary>
    /// <param name="pValues">The p-values.</param>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        (double[] adjusted, int[] order) = Ordered(pValues);
        double running = 0;
        for (int i = 0; i < order.Length; i++)
            running = adjusted[order[i]] = Math.Max(running, Math.Min(1, adjusted[order[i]] * (order.Length - i)));
        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's step-up: holds the expected share of false alarms among the alarms.</summary>
    /// <param name="pValues">The p-values.</param>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        (double[] adjusted, int[] order) = Ordered(pValues);
        double running = 1;
        for (int i = order.Length - 1; i >= 0; i--)
            running = adjusted[order[i]] = Math.Min(running, adjusted[order[i]] * order.Length / (i + 1));
        return adjusted;
    }

    private static (double[] Values, int[] Order) Ordered(ReadOnlySpan<double> pValues)
    {
        double[] values = pValues.ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i])).OrderBy(i => values[i])];
        return (values, order);
    }
}

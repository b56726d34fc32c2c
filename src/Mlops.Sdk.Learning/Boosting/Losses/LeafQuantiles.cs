namespace Mlops.Sdk;

/// <summary>The quantile of weighted numbers that a leaf of a pinball loss takes.</summary>
internal static class LeafQuantiles
{
    /// <summary>The least value up to which at least the share of the weight lies; between two values, half way, when the share is met exactly.</summary>
    public static double Of(double[] values, float[]? weights, double probability)
    {
        if (weights is null) Array.Sort(values);
        else Array.Sort(values, weights);
        double total = 0, reached = 0;
        for (int i = 0; i < values.Length; i++) total += weights?[i] ?? 1;
        for (int i = 0; i < values.Length; i++)
        {
            reached += weights?[i] ?? 1;
            if (reached > probability * total || i == values.Length - 1) return values[i];
            if (reached == probability * total) return (values[i] + values[i + 1]) / 2;
        }

        return 0;
    }
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Where values of one place in a season lie, and how far values lie from the others at their place: what is usual for one more.</summary>
internal static class PlaceSpread
{
    /// <summary>So many values of a place make it known.</summary>
    public const int LeastSeasons = 4;

    /// <summary>The center and the reach that a new value passes with a given probability; null where the place is not known.</summary>
    /// <param name="values">The values.</param>
    /// <param name="places">The place of each; without any all have the same.</param>
    /// <param name="place">The place that is judged.</param>
    /// <param name="rate">The probability.</param>
    public static (double Center, double Reach)? Of(double[] values, int[] places, int place, double rate)
    {
        double[] same = [.. values.Where((_, i) => places.Length > 0 && places[i] == place)];
        if (same.Length < LeastSeasons) return null;
        double[] distances = Distances(values, places);

        // The distances lean on each other: those of a place that has k values are worth k - 1.
        int worth = Math.Max(RobustPrediction.LeastCount, distances.Length - (distances.Length / same.Length));
        return (Quantiles.Median(same), RobustLimits.Of(worth, rate) * Quantiles.Median(distances));
    }

    // How far each value lies from the median of the others at its place: what a new one will, too.
    private static double[] Distances(double[] values, int[] places)
    {
        var distances = new List<double>(values.Length);
        foreach (IGrouping<int, double> group in values.Zip(places).GroupBy(one => one.Second, one => one.First))
        {
            double[] same = [.. group.Order()];
            for (int i = 0; same.Length > 1 && i < same.Length; i++)
            {
                // Without the one at i, those above it stand one place further down.
                double Other(int at) => same[at < i ? at : at + 1];
                int others = same.Length - 1;
                distances.Add(Math.Abs(same[i] - (0.5 * (Other((others - 1) / 2) + Other(others / 2)))));
            }
        }

        return [.. distances];
    }
}

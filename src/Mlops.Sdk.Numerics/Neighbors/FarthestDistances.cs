namespace Mlops.Sdk.Numerics;

/// <summary>The greatest few of the distances that each of many points is told, one at a time (NearMiss-2, Zhang and Mani 2003).</summary>
/// <param name="points">How many points.</param>
/// <param name="count">How many of the greatest are kept of each, at least 1.</param>
public sealed class FarthestDistances(int points, int count)
{
    // Of each point the smallest of those kept comes first.
    private readonly double[] _kept = new double[points * (long)count];

    /// <summary>Tells one more distance of every point. Points times the few that are kept.</summary>
    /// <param name="squared">The squared distances, at least 0.</param>
    public void Add(ReadOnlySpan<double> squared)
    {
        if (squared.Length != points) throw new ArgumentException($"There are {points} points and {squared.Length} distances.", nameof(squared));
        for (int i = 0; i < squared.Length; i++)
        {
            Span<double> own = _kept.AsSpan(i * count, count);
            double distance = Math.Sqrt(squared[i]);
            if (distance <= own[0]) continue;
            int at = 0;
            for (; at + 1 < count && own[at + 1] < distance; at++) own[at] = own[at + 1];
            own[at] = distance;
        }
    }

    /// <summary>The mean of the greatest distances of every point; those that were not told count as 0.</summary>
    public double[] Means()
    {
        var means = new double[points];
        for (int i = 0; i < points; i++)
        {
            double sum = 0;
            foreach (double distance in _kept.AsSpan(i * count, count)) sum += distance;
            means[i] = sum / count;
        }

        return means;
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>In which coordinates a point differs from its neighbors.</summary>
internal static class NeighborShares
{
    /// <summary>The mean squared difference to some points, coordinate by coordinate.</summary>
    public static void Add(ReadOnlySpan<double> point, ReadOnlySpan<double> points, ReadOnlySpan<int> near, Span<double> parts)
    {
        parts.Clear();
        foreach (int index in near)
        {
            for (int c = 0; c < parts.Length; c++)
            {
                double difference = point[c] - points[(index * parts.Length) + c];
                parts[c] += difference * difference / near.Length;
            }
        }
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>Random points in a ball around a point, cut and flattened towards another one (geometric SMOTE, Douzas and Bacao 2019).</summary>
public static class GeometricDraw
{
    /// <summary>
    /// A point of the ball around a center whose surface goes through another point, as an offset from the center. First uniform in the ball; then mirrored to the side of the surface point where it lies beyond the plane that <paramref name="truncation"/> sets;
    /// then the part across the way to the surface point is made smaller by <paramref name="deformation"/>. O(coordinates).
    /// </summary>
    /// <param name="way">From the center to the surface point.</param>
    /// <param name="truncation">-1 to 1: with 0 nothing is cut; with 1 the half of the ball on the side of the surface point is left, with -1 the other half.</param>
    /// <param name="deformation">0 to 1: with 0 it stays a ball, with 1 it becomes the line through both points.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="offset">Receives as many coordinates as the way has; never longer than the way.</param>
    public static void Offset(ReadOnlySpan<double> way, double truncation, double deformation, RandomStream random, Span<double> offset)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (offset.Length != way.Length) throw new ArgumentException($"The way has {way.Length} coordinates and the offset {offset.Length}.", nameof(offset));
        double radius = Math.Sqrt(SquareOf(way)), norm = 0;
        for (int d = 0; d < offset.Length; d++)
        {
            offset[d] = random.NextGaussian();
            norm += offset[d] * offset[d];
        }

        double share = Math.Pow(random.NextDouble(), 1.0 / offset.Length);
        if (!(radius > 0) || !double.IsFinite(radius) || !(norm > 0))
        {
            offset.Clear();
            return;
        }

        double stretch = share / Math.Sqrt(norm), along = 0;
        for (int d = 0; d < offset.Length; d++)
        {
            offset[d] *= stretch;
            along += offset[d] * (way[d] / radius);
        }

        bool mirrored = Math.Abs(truncation - along) > 1;
        double moved = mirrored ? -2 * along : 0;
        along = mirrored ? -along : along;
        for (int d = 0; d < offset.Length; d++)
        {
            double unit = way[d] / radius, point = offset[d] + (moved * unit), across = point - (along * unit);
            offset[d] = radius * (point - (deformation * across));
        }
    }

    private static double SquareOf(ReadOnlySpan<double> way)
    {
        double sum = 0;
        foreach (double step in way) sum += step * step;
        return sum;
    }
}

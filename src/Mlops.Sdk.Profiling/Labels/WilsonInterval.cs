namespace Mlops.Sdk;

/// <summary>Where a share may lie (Wilson 1927).</summary>
internal static class WilsonInterval
{
    private const double Normal95 = 1.959963984540054;

    public static (double Low, double High) Of(double hits, double rows)
    {
        if (rows <= 0) return (0, 1);
        double share = hits / rows, square = Normal95 * Normal95, middle = share + (square / (2 * rows)), spread = Normal95 * Math.Sqrt((share * (1 - share) / rows) + (square / (4 * rows * rows))), whole = 1 + (square / rows);
        return (hits <= 0 ? 0 : Math.Max(0, (middle - spread) / whole), hits >= rows ? 1 : Math.Min(1, (middle + spread) / whole));
    }
}

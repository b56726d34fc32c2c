using System.Numerics;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Numbers moved and stretched: (x - center) / scale + offset.</summary>
public static class LinearScaling
{
    /// <summary>Scales every number. NaN stays NaN and an infinite one keeps its sign. One pass, vectorised.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="center">What becomes the offset.</param>
    /// <param name="scale">What becomes 1 more than the offset; above 0.</param>
    /// <param name="offset">Where the center comes to lie.</param>
    /// <param name="results">As many as values; may be the same memory.</param>
    /// <exception cref="ArgumentException">There are not as many results as values.</exception>
    public static void Apply(ReadOnlySpan<double> values, double center, double scale, double offset, Span<double> results)
    {
        if (results.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {results.Length} results.", nameof(results));
        ReadOnlySpan<Vector<double>> from = MemoryMarshal.Cast<double, Vector<double>>(values);
        Span<Vector<double>> to = MemoryMarshal.Cast<double, Vector<double>>(results);
        Vector<double> moved = new(center), divided = new(scale), added = new(offset);
        for (int i = 0; i < from.Length; i++) to[i] = ((from[i] - moved) / divided) + added;
        for (int i = from.Length * Vector<double>.Count; i < values.Length; i++) results[i] = ((values[i] - center) / scale) + offset;
    }
}

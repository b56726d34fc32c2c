using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Puts a number in the place of NaN.</summary>
public static class MissingFill
{
    /// <summary>Copies values, with a number in the place of every NaN. Linear time, vectorised.</summary>
    /// <param name="values">The values.</param>
    /// <param name="fill">What stands for NaN.</param>
    /// <param name="destination">Receives as many values.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Replace(ReadOnlySpan<double> values, double fill, Span<double> destination)
    {
        if (destination.Length < values.Length) throw new ArgumentException($"There are {values.Length} values and room for {destination.Length}.", nameof(destination));
        Vector512<double> filled = Vector512.Create(fill);
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values);
        Span<Vector512<double>> into = MemoryMarshal.Cast<double, Vector512<double>>(destination);
        for (int i = 0; i < lanes.Length; i++) into[i] = Vector512.ConditionalSelect(Vector512.Equals(lanes[i], lanes[i]), lanes[i], filled);
        for (int i = lanes.Length * Vector512<double>.Count; i < values.Length; i++) destination[i] = double.IsNaN(values[i]) ? fill : values[i];
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>The natural logarithm of numbers, those below a floor counted as the floor, so that every number has one.</summary>
public static class FlooredLog
{
    /// <summary>Logarithms. The same bits for a value wherever it stands; NaN stays NaN. Linear time.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="floor">The floor, above 0.</param>
    /// <param name="results">Receives one for each; may be the numbers themselves.</param>
    public static void Apply(ReadOnlySpan<double> values, double floor, Span<double> results)
    {
        if (!(floor > 0)) throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor is above 0.");

        // Value by value: a vector's logarithm may differ in the last bit from that of the rest behind it.
        for (int i = 0; i < values.Length; i++) results[i] = Math.Log(Math.Max(values[i], floor));
    }
}

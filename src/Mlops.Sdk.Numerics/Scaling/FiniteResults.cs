using System.Numerics;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Keeps what is made of finite numbers within the range of numbers.</summary>
public static class FiniteResults
{
    /// <summary>Where a result is infinite and its number is not, the largest finite number with the sign of the result stands for it. One pass over the results, vectorised.</summary>
    /// <param name="values">The numbers that results were made of; infinite ones keep their results.</param>
    /// <param name="results">One for each.</param>
    /// <exception cref="ArgumentException">There are not as many results as values.</exception>
    public static void Keep(ReadOnlySpan<double> values, Span<double> results)
    {
        if (results.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {results.Length} results.", nameof(results));
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(results);
        int width = Vector<double>.Count;
        for (int i = 0; i < vectors.Length; i++)
            if (Vector.EqualsAny(Vector.Abs(vectors[i]), new Vector<double>(double.PositiveInfinity))) KeepEach(values.Slice(i * width, width), results.Slice(i * width, width));
        KeepEach(values[(vectors.Length * width)..], results[(vectors.Length * width)..]);
    }

    private static void KeepEach(ReadOnlySpan<double> values, Span<double> results)
    {
        for (int i = 0; i < values.Length; i++)
            if (double.IsInfinity(results[i]) && double.IsFinite(values[i])) results[i] = double.CopySign(double.MaxValue, results[i]);
    }
}

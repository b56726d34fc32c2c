using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>The ends of numbers of any type.</summary>
public static class Extremes
{
    /// <summary>The least and the greatest number, in one pass.</summary>
    /// <typeparam name="T">A primitive type of numbers.</typeparam>
    /// <param name="values">At least one, free of NaN. Zero and negative zero are equal; which of them comes back is not said.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (T Least, T Greatest) Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        if (values.IsEmpty) throw new ArgumentException("No numbers have no ends.", nameof(values));
        T least = values[0], greatest = values[0];
        ReadOnlySpan<Vector512<T>> lanes = MemoryMarshal.Cast<T, Vector512<T>>(values);
        if (lanes.Length > 0)
        {
            Vector512<T> low = lanes[0], high = lanes[0];
            foreach (Vector512<T> some in lanes)
            {
                low = Vector512.Min(low, some);
                high = Vector512.Max(high, some);
            }

            for (int i = 0; i < Vector512<T>.Count; i++)
            {
                least = low[i] < least ? low[i] : least;
                greatest = high[i] > greatest ? high[i] : greatest;
            }
        }

        foreach (T value in values[(lanes.Length * Vector512<T>.Count)..])
        {
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }

        return (least, greatest);
    }
}

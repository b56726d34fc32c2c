using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Whether values come in order.</summary>
public static class Monotonicity
{
    /// <summary>The steps between neighbours; once there is a rise and a fall no more is looked for.</summary>
    /// <param name="values">Numbers without NaN, or integers.</param>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <remarks>O(n) at most; a few steps where the values are in no order.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static OrderSteps StepsOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        const int piece = 256;
        OrderSteps steps = OrderSteps.None;
        for (int start = 0; start + 1 < values.Length && (steps & (OrderSteps.Rise | OrderSteps.Fall)) != (OrderSteps.Rise | OrderSteps.Fall); start += piece)
        {
            ReadOnlySpan<T> some = values.Slice(start, Math.Min(piece + 1, values.Length - start));
            bool rise = false, fall = false, tie = false;
            for (int i = 1; i < some.Length; i++)
            {
                rise |= some[i] > some[i - 1];
                fall |= some[i] < some[i - 1];
                tie |= some[i] == some[i - 1];
            }

            steps |= (rise ? OrderSteps.Rise : 0) | (fall ? OrderSteps.Fall : 0) | (tie ? OrderSteps.Tie : 0);
        }

        return steps;
    }
}

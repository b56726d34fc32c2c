using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Numbers on the way from one value of a column to another.</summary>
public static class Interpolation
{
    /// <summary>Values between pairs of others: from (1 - share) + to share, held within the two. O(pairs), four at a time; the same bits on every processor.</summary>
    /// <param name="values">The values that pairs point into.</param>
    /// <param name="from">Where each pair starts, as a place among the values.</param>
    /// <param name="to">Where it heads. A NaN there counts as the start; NaN at the start gives NaN.</param>
    /// <param name="shares">How far each goes, from 0 to 1.</param>
    /// <param name="made">What is made, as many as pairs.</param>
    /// <exception cref="ArgumentException">The pairs differ in number.</exception>
    // Two products, not a difference: the difference of two large numbers may be infinite. Optimized at once: a table is often made once in a process.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Between(ReadOnlySpan<double> values, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<double> shares, Span<double> made)
    {
        RequireSame(from, to, shares, made);
        int i = 0;
        for (; i + Vector256<double>.Count <= made.Length; i += Vector256<double>.Count)
        {
            Vector256<double> start = Vector256.Create(values[from[i]], values[from[i + 1]], values[from[i + 2]], values[from[i + 3]]);
            Vector256<double> end = Vector256.Create(values[to[i]], values[to[i + 1]], values[to[i + 2]], values[to[i + 3]]);
            Vector256<double> share = Vector256.Create(shares.Slice(i, Vector256<double>.Count));
            end = Vector256.ConditionalSelect(Vector256.Equals(end, end), end, start);
            Vector256<double> between = (start * (Vector256<double>.One - share)) + (end * share);
            Vector256.Max(Vector256.Min(between, Vector256.Max(start, end)), Vector256.Min(start, end)).CopyTo(made[i..]);
        }

        for (; i < made.Length; i++)
        {
            double start = values[from[i]], end = double.IsNaN(values[to[i]]) ? start : values[to[i]];
            made[i] = Held(start, end, shares[i], Math.Min(start, end), Math.Max(start, end));
        }
    }

    /// <summary>The same where shares may be below 0, which is away from where a pair heads: such values are held within what the column has.</summary>
    /// <param name="values">The values that pairs point into.</param>
    /// <param name="from">Where each pair starts, as a place among the values.</param>
    /// <param name="to">Where it heads. A NaN there counts as the start; NaN at the start gives NaN.</param>
    /// <param name="shares">How far each goes, at most 1.</param>
    /// <param name="low">The least that a value made beyond may be.</param>
    /// <param name="high">The most.</param>
    /// <param name="made">What is made, as many as pairs.</param>
    /// <exception cref="ArgumentException">The pairs differ in number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Beyond(ReadOnlySpan<double> values, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<double> shares, double low, double high, Span<double> made)
    {
        RequireSame(from, to, shares, made);
        for (int i = 0; i < made.Length; i++)
        {
            double start = values[from[i]], end = double.IsNaN(values[to[i]]) ? start : values[to[i]];
            made[i] = shares[i] < 0 ? Held(start, end, shares[i], low, high) : Held(start, end, shares[i], Math.Min(start, end), Math.Max(start, end));
        }
    }

    private static double Held(double start, double end, double share, double low, double high) => Math.Max(Math.Min((start * (1 - share)) + (end * share), high), low);

    private static void RequireSame(ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<double> shares, Span<double> made)
    {
        if (from.Length != made.Length || to.Length != made.Length || shares.Length != made.Length)
            throw new ArgumentException($"There are {from.Length} starts, {to.Length} ends and {shares.Length} shares for {made.Length} values.");
    }
}

namespace Mlops.Sdk.Numerics;

/// <summary>Fences that differ by group, and values against them. Comparisons with NaN are false: NaN lies within.</summary>
/// <param name="lows">The lower ends: first that for rows of no group, then that of each group.</param>
/// <param name="highs">The upper ends, as many.</param>
public readonly ref struct GroupFences(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs)
{
    private readonly ReadOnlySpan<double> _lows = lows;
    private readonly ReadOnlySpan<double> _highs = highs;

    /// <summary>How many values lie below their fence, and how many above.</summary>
    /// <param name="values">The values.</param>
    /// <param name="groups">The group of each, counted from 0, -1 for none; empty where there are no groups.</param>
    public (int Below, int Above) Count(ReadOnlySpan<double> values, ReadOnlySpan<int> groups)
    {
        if (groups.IsEmpty) return Fences.Count(values, _lows[0], _highs[0]);
        Require(values, groups);
        int below = 0, above = 0;
        for (int row = 0; row < values.Length; row++)
        {
            below += values[row] < _lows[groups[row] + 1] ? 1 : 0;
            above += values[row] > _highs[groups[row] + 1] ? 1 : 0;
        }

        return (below, above);
    }

    /// <summary>Marks the values that lie outside of their fence; marks that are there stay.</summary>
    /// <param name="values">The values.</param>
    /// <param name="groups">The group of each, counted from 0, -1 for none; empty where there are no groups.</param>
    /// <param name="outside">One mark for each value.</param>
    public void Mark(ReadOnlySpan<double> values, ReadOnlySpan<int> groups, Span<bool> outside)
    {
        Require(values, groups);
        for (int row = 0; row < values.Length; row++)
        {
            (double low, double high) = Of(groups, row);
            outside[row] |= values[row] < low | values[row] > high;
        }
    }

    /// <summary>Adds the square of the distance from the middle of the fence in units of its half width: 1 on a fence. Adds nothing for NaN and where the fence is open at one end.</summary>
    /// <param name="values">The values.</param>
    /// <param name="groups">The group of each, counted from 0, -1 for none; empty where there are no groups.</param>
    /// <param name="sums">One sum for each value.</param>
    public void AddSquares(ReadOnlySpan<double> values, ReadOnlySpan<int> groups, Span<double> sums)
    {
        Require(values, groups);
        for (int row = 0; row < values.Length; row++)
        {
            (double low, double high) = Of(groups, row);
            double distance = (values[row] - ((low + high) / 2)) / ((high - low) / 2);
            if (!double.IsNaN(distance)) sums[row] += distance * distance;
        }
    }

    /// <summary>Lessens a factor for each value outside of its fence: to the half width of the fence over the distance from its middle (Huber 1964), to the least where the fence is open at one end or as narrow as a point.</summary>
    /// <param name="values">The values.</param>
    /// <param name="groups">The group of each, counted from 0, -1 for none; empty where there are no groups.</param>
    /// <param name="least">The least factor.</param>
    /// <param name="factors">One factor for each value; the lesser of what it is and the new one stays.</param>
    public void Lessen(ReadOnlySpan<double> values, ReadOnlySpan<int> groups, double least, Span<double> factors)
    {
        Require(values, groups);
        for (int row = 0; row < values.Length; row++)
        {
            (double low, double high) = Of(groups, row);
            if (!(values[row] < low) && !(values[row] > high)) continue;
            double factor = (high - low) / 2 / Math.Abs(values[row] - ((low + high) / 2));
            factors[row] = Math.Min(factors[row], double.IsNaN(factor) ? least : Math.Clamp(factor, least, 1));
        }
    }

    private (double Low, double High) Of(ReadOnlySpan<int> groups, int row)
    {
        int place = groups.IsEmpty ? 0 : groups[row] + 1;
        return (_lows[place], _highs[place]);
    }

    private static void Require(ReadOnlySpan<double> values, ReadOnlySpan<int> groups)
    {
        if (!groups.IsEmpty && groups.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {groups.Length} groups.", nameof(groups));
    }
}

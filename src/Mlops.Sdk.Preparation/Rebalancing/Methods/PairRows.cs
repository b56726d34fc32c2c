using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A row to make: where it starts, where it heads, how far it goes, and the rows that vote on its categories.</summary>
internal readonly record struct SmotePair(int Start, int Neighbor, double Share, int[] Voters);

/// <summary>Rows between two others: numbers on the line from one to the other, categories by the vote of neighbors.</summary>
internal sealed class PairRows(SmotePair[] pairs) : NewRows(Array.ConvertAll(pairs, pair => pair.Start))
{
    // Two products, not a difference: the difference of two large numbers may be infinite. Clamped, for the sum may be off by a rounding.
    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        for (int i = 0; i < made.Length; i++)
        {
            double from = values[pairs[i].Start], to = values[pairs[i].Neighbor], share = pairs[i].Share;
            made[i] = Math.Clamp(from * (1 - share) + to * share, Math.Min(from, to), Math.Max(from, to));
        }
    }

    public override void Integers(int column, ReadOnlySpan<long> values, Span<long> made)
    {
        for (int i = 0; i < made.Length; i++)
        {
            long from = values[pairs[i].Start], to = values[pairs[i].Neighbor];
            double between = from * (1 - pairs[i].Share) + to * pairs[i].Share;
            made[i] = Math.Clamp((long)Math.Round(between), Math.Min(from, to), Math.Max(from, to));
        }
    }

    /// <summary>The code that most neighbors have; of several the start's own, otherwise the least.</summary>
    public override int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[pairs.Length];
        for (int i = 0; i < made.Length; i++) made[i] = ClassNeighbors.Vote(pairs[i].Voters, codes, codes[pairs[i].Start]);
        return made;
    }
}

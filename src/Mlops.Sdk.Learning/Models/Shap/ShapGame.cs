using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a feature that is not known stands for: decides how the value of a leaf is shared between the features on its way.</summary>
internal abstract class ShapGame
{
    /// <summary>What the leaf pays on average when no feature is known.</summary>
    public abstract double Base(ShapLeaf leaf, int index);

    /// <summary>The contributions of the features on the way to a leaf for a row that meets the given conditions; or, if <paramref name="pairs"/>, the matrix of their interactions.</summary>
    public abstract void Share(ShapLeaf leaf, int index, ReadOnlySpan<double> met, bool pairs, Span<double> shares);

    private protected static void Add(ReadOnlySpan<double> met, ReadOnlySpan<double> without, double value, bool pairs, Span<double> part, Span<double> shares)
    {
        if (pairs) ProductGame.Interactions(met, without, part);
        else ProductGame.Values(met, without, part);
        for (int i = 0; i < shares.Length; i++) shares[i] += value * part[i];
    }
}

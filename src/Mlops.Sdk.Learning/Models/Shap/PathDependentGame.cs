using System.Buffers;

namespace Mlops.Sdk;

/// <summary>A feature that is not known sends a row both ways, in the shares of the training rows (Lundberg, Erion and Lee 2018, algorithm 1).</summary>
internal sealed class PathDependentGame : ShapGame
{
    public override double Base(ShapLeaf leaf, int index)
    {
        double worth = leaf.Value;
        foreach (ShapCondition condition in leaf.Conditions) worth *= condition.Share;
        return worth;
    }

    public override void Share(ShapLeaf leaf, int index, ReadOnlySpan<double> met, bool pairs, Span<double> shares)
    {
        double[] scratch = ArrayPool<double>.Shared.Rent(met.Length + shares.Length);
        Span<double> without = scratch.AsSpan(0, met.Length);
        for (int i = 0; i < without.Length; i++) without[i] = leaf.Conditions[i].Share;
        shares.Clear();
        Add(met, without, leaf.Value, pairs, scratch.AsSpan(met.Length, shares.Length), shares);
        ArrayPool<double>.Shared.Return(scratch);
    }
}

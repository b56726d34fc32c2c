using System.Buffers;

namespace Mlops.Sdk;

/// <summary>A feature that is not known takes its value from a row of the background, each with the same weight (Lundberg et al. 2020, "From local explanations to global understanding", section "Interventional").</summary>
/// <remarks>Which conditions of a leaf the background rows meet is counted once, so the cost of explaining a row does not grow with the background.</remarks>
internal sealed class InterventionalGame : ShapGame
{
    private readonly (double[] Met, double Weight)[][] _patterns;

    public InterventionalGame(IReadOnlyList<ShapLeaf> leaves, ReadOnlyMemory<float> background, int width, CancellationToken cancellationToken)
    {
        int rows = background.Length / width;
        _patterns = new (double[], double)[leaves.Count][];
        Parallel.For(0, leaves.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            ShapCondition[] conditions = leaves[index].Conditions;
            Span<char> key = conditions.Length <= 256 ? stackalloc char[conditions.Length] : new char[conditions.Length];
            Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> values = background.Span.Slice(row * width, width);
                for (int i = 0; i < conditions.Length; i++) key[i] = conditions[i].Holds(values[conditions[i].Feature]) ? '1' : '0';
                lookup[key] = lookup.TryGetValue(key, out int known) ? known + 1 : 1;
            }

            _patterns[index] = [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key.Select(one => one == '1' ? 1.0 : 0.0).ToArray(), (double)pair.Value / rows))];
        });
    }

    public override double Base(ShapLeaf leaf, int index) => leaf.Value * _patterns[index].Where(pattern => !pattern.Met.Contains(0)).Sum(pattern => pattern.Weight);

    public override void Share(ShapLeaf leaf, int index, ReadOnlySpan<double> met, bool pairs, Span<double> shares)
    {
        double[] scratch = ArrayPool<double>.Shared.Rent(shares.Length);
        shares.Clear();
        foreach ((double[] without, double weight) in _patterns[index])
            if (Possible(met, without)) Add(met, without, weight * leaf.Value, pairs, scratch.AsSpan(0, shares.Length), shares);
        ArrayPool<double>.Shared.Return(scratch);
    }

    // A condition that neither the row nor the background row meets keeps every mixture of the two away from the leaf.
    private static bool Possible(ReadOnlySpan<double> met, double[] without)
    {
        for (int i = 0; i < met.Length; i++)
            if (met[i] == 0 && without[i] == 0) return false;
        return true;
    }
}

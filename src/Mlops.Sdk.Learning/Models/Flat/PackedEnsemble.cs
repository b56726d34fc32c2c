using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>All groups of an ensemble; adds leaves to sums, in the order of the trees.</summary>
internal sealed class PackedEnsemble
{
    private readonly TreeEnsemble _model;
    private readonly PackedGroup[] _groups;

    private PackedEnsemble(TreeEnsemble model, PackedGroup[] groups)
    {
        _model = model;
        _groups = groups;
    }

    /// <summary>Packs an ensemble, or gives null where the limits of the packed form do not hold.</summary>
    public static PackedEnsemble? TryPack(TreeEnsemble model)
    {
        if (model.FeatureCount == 0)
            return null;
        List<PackedGroup> groups = [];
        for (int output = 0; output < model.OutputCount; output++)
        {
            DecisionTree[] own = [.. model.Trees.Where(tree => tree.Output == output)];
            for (int start = 0; start < own.Length; start += PackedGroup.Width)
            {
                if (PackedGroup.TryPack(own.AsSpan(start, Math.Min(PackedGroup.Width, own.Length - start))) is not PackedGroup group)
                    return null;
                groups.Add(group);
            }
        }

        return new PackedEnsemble(model, [.. groups]);
    }

    /// <summary>Sums of one row of keys.</summary>
    public void SumRow(ReadOnlySpan<int> keys, Span<double> sums)
    {
        _model.Bias.CopyTo(sums);
        ref int first = ref MemoryMarshal.GetReference(keys);
        if (keys.Contains(SortableKeys.Missing))
        {
            foreach (PackedGroup group in _groups)
                sums[group.Output] = PackedRowKernel.AddWithMissing(group, ref first, sums[group.Output]);
            return;
        }

        foreach (PackedGroup group in _groups)
            sums[group.Output] = PackedRowKernel.Add(group, ref first, sums[group.Output]);
    }

    /// <summary>Sums of rows of keys that follow each other.</summary>
    public void SumRows(ReadOnlySpan<int> keys, Span<double> sums)
    {
        int width = _model.FeatureCount;
        int outputs = _model.OutputCount;
        int count = sums.Length / outputs;
        int row = 0;
        for (; row <= count - PackedGroup.Width; row += PackedGroup.Width)
            SumEight(keys.Slice(row * width, PackedGroup.Width * width), sums.Slice(row * outputs, PackedGroup.Width * outputs));
        for (; row < count; row++)
            SumRow(keys.Slice(row * width, width), sums.Slice(row * outputs, outputs));
    }

    private void SumEight(ReadOnlySpan<int> keys, Span<double> sums)
    {
        int width = _model.FeatureCount;
        int outputs = _model.OutputCount;
        if (keys.Contains(SortableKeys.Missing))
        {
            for (int row = 0; row < PackedGroup.Width; row++)
                SumRow(keys.Slice(row * width, width), sums.Slice(row * outputs, outputs));
            return;
        }

        for (int row = 0; row < PackedGroup.Width; row++)
            _model.Bias.CopyTo(sums[(row * outputs)..]);
        ref int first = ref MemoryMarshal.GetReference(keys);
        foreach (PackedGroup group in _groups)
            PackedBatchKernel.Add(group, ref first, width, ref sums[group.Output], outputs);
    }
}

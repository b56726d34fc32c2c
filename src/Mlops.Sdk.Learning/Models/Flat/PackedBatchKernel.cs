using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>
/// Eight rows in step through the trees of a group, tree after tree: the nodes of one tree stay in the first cache while the rows pass, and every row
/// receives its leaves in the order of the trees, so the sums are those of <see cref="PackedRowKernel"/> to the bit.
/// </summary>
internal static class PackedBatchKernel
{
    /// <summary>Adds a group to the sums of eight consecutive rows of keys, none of them missing.</summary>
    /// <param name="group">The trees.</param>
    /// <param name="rows">First key of the first row; rows follow each other.</param>
    /// <param name="width">Keys in a row.</param>
    /// <param name="sums">First of eight sums.</param>
    /// <param name="stride">Distance between the sums of neighbouring rows.</param>
    public static void Add(PackedGroup group, ref int rows, nint width, ref double sums, nint stride)
    {
        ref PackedNode nodes = ref MemoryMarshal.GetArrayDataReference(group.Nodes);
        ref double values = ref MemoryMarshal.GetArrayDataReference(group.Values);
        ReadOnlySpan<int> depths = group.Depths;
        for (int tree = 0; tree < PackedGroup.Width; tree++)
        {
            nint k0 = tree, k1 = tree, k2 = tree, k3 = tree, k4 = tree, k5 = tree, k6 = tree, k7 = tree;
            for (int level = depths[tree]; level > 0; level--)
            {
                k0 = PackedRowKernel.Step(ref nodes, ref rows, k0);
                k1 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, width), k1);
                k2 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, 2 * width), k2);
                k3 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, 3 * width), k3);
                k4 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, 4 * width), k4);
                k5 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, 5 * width), k5);
                k6 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, 6 * width), k6);
                k7 = PackedRowKernel.Step(ref nodes, ref Unsafe.Add(ref rows, 7 * width), k7);

                // Trees grown leaf by leaf are deep in few places: mostly all eight rows have ended long before the deepest level.
                if ((level & 3) == 0 && AllLeaves(ref nodes, k0, k1, k2, k3, k4, k5, k6, k7))
                    break;
            }

            sums += Unsafe.Add(ref values, k0);
            Unsafe.Add(ref sums, stride) += Unsafe.Add(ref values, k1);
            Unsafe.Add(ref sums, 2 * stride) += Unsafe.Add(ref values, k2);
            Unsafe.Add(ref sums, 3 * stride) += Unsafe.Add(ref values, k3);
            Unsafe.Add(ref sums, 4 * stride) += Unsafe.Add(ref values, k4);
            Unsafe.Add(ref sums, 5 * stride) += Unsafe.Add(ref values, k5);
            Unsafe.Add(ref sums, 6 * stride) += Unsafe.Add(ref values, k6);
            Unsafe.Add(ref sums, 7 * stride) += Unsafe.Add(ref values, k7);
        }
    }

    // No threshold of a split has all the low 31 bits set: that key would be a NaN or a negative zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllLeaves(ref PackedNode nodes, nint k0, nint k1, nint k2, nint k3, nint k4, nint k5, nint k6, nint k7) =>
        (Unsafe.Add(ref nodes, k0).Threshold & Unsafe.Add(ref nodes, k1).Threshold & Unsafe.Add(ref nodes, k2).Threshold & Unsafe.Add(ref nodes, k3).Threshold
        & Unsafe.Add(ref nodes, k4).Threshold & Unsafe.Add(ref nodes, k5).Threshold & Unsafe.Add(ref nodes, k6).Threshold & Unsafe.Add(ref nodes, k7).Threshold) == int.MaxValue;
}

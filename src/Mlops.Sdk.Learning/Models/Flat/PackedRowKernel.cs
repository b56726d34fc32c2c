using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>
/// One row through eight trees at once: eight independent chains of loads hide each other's latency. No bounds are checked inside, because the nodes were
/// checked when the group was packed and the row length when scoring began.
/// </summary>
internal static class PackedRowKernel
{
    /// <summary>Adds the eight trees of a group to a sum, in their order. The row holds keys, none of them missing.</summary>
    public static double Add(PackedGroup group, ref int row, double sum)
    {
        ref PackedNode nodes = ref MemoryMarshal.GetArrayDataReference(group.Nodes);
        nint k0 = 0, k1 = 1, k2 = 2, k3 = 3, k4 = 4, k5 = 5, k6 = 6, k7 = 7;
        for (int level = group.Depth; level > 0; level--)
        {
            k0 = Step(ref nodes, ref row, k0);
            k1 = Step(ref nodes, ref row, k1);
            k2 = Step(ref nodes, ref row, k2);
            k3 = Step(ref nodes, ref row, k3);
            k4 = Step(ref nodes, ref row, k4);
            k5 = Step(ref nodes, ref row, k5);
            k6 = Step(ref nodes, ref row, k6);
            k7 = Step(ref nodes, ref row, k7);
        }

        ref double values = ref MemoryMarshal.GetArrayDataReference(group.Values);
        sum += Unsafe.Add(ref values, k0);
        sum += Unsafe.Add(ref values, k1);
        sum += Unsafe.Add(ref values, k2);
        sum += Unsafe.Add(ref values, k3);
        sum += Unsafe.Add(ref values, k4);
        sum += Unsafe.Add(ref values, k5);
        sum += Unsafe.Add(ref values, k6);
        return sum + Unsafe.Add(ref values, k7);
    }

    /// <summary>The same for a row in which keys may be missing.</summary>
    public static double AddWithMissing(PackedGroup group, ref int row, double sum)
    {
        ref PackedNode nodes = ref MemoryMarshal.GetArrayDataReference(group.Nodes);
        ref byte right = ref MemoryMarshal.GetArrayDataReference(group.MissingRight);
        nint k0 = 0, k1 = 1, k2 = 2, k3 = 3, k4 = 4, k5 = 5, k6 = 6, k7 = 7;
        for (int level = group.Depth; level > 0; level--)
        {
            k0 = StepWithMissing(ref nodes, ref right, ref row, k0);
            k1 = StepWithMissing(ref nodes, ref right, ref row, k1);
            k2 = StepWithMissing(ref nodes, ref right, ref row, k2);
            k3 = StepWithMissing(ref nodes, ref right, ref row, k3);
            k4 = StepWithMissing(ref nodes, ref right, ref row, k4);
            k5 = StepWithMissing(ref nodes, ref right, ref row, k5);
            k6 = StepWithMissing(ref nodes, ref right, ref row, k6);
            k7 = StepWithMissing(ref nodes, ref right, ref row, k7);
        }

        ref double values = ref MemoryMarshal.GetArrayDataReference(group.Values);
        sum += Unsafe.Add(ref values, k0);
        sum += Unsafe.Add(ref values, k1);
        sum += Unsafe.Add(ref values, k2);
        sum += Unsafe.Add(ref values, k3);
        sum += Unsafe.Add(ref values, k4);
        sum += Unsafe.Add(ref values, k5);
        sum += Unsafe.Add(ref values, k6);
        return sum + Unsafe.Add(ref values, k7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Step(ref PackedNode nodes, ref int row, nint at)
    {
        ref PackedNode node = ref Unsafe.Add(ref nodes, at);
        return node.Child + (Unsafe.Add(ref row, (nint)node.Feature) > node.Threshold ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint StepWithMissing(ref PackedNode nodes, ref byte missingRight, ref int row, nint at)
    {
        ref PackedNode node = ref Unsafe.Add(ref nodes, at);
        int value = Unsafe.Add(ref row, (nint)node.Feature);
        int missing = value == SortableKeys.Missing ? 1 : 0;
        return node.Child + ((value > node.Threshold ? 1 : 0) | (missing & Unsafe.Add(ref missingRight, at)));
    }
}

using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>
/// One node in eight bytes. Thresholds are <see cref="SortableKeys"/>. Children stand beside each other, so a step is <c>child + (key[feature] &gt; threshold)</c> without a branch; a leaf is its own
/// left child and never steps right (no key is above its threshold), so that trees of different depth can be walked in step.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PackedNode
{
    public int Threshold;
    public ushort Feature;
    public ushort Child;
}

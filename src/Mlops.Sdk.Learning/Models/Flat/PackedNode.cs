using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>
/// One node in eight bytes. Children stand beside each other, so a step is <c>child + (x[feature] &gt; threshold)</c> without a branch; a leaf is its own
/// left child and never steps right (its threshold is infinite), so that trees of different depth can be walked in step.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PackedNode
{
    public float Threshold;
    public ushort Feature;
    public ushort Child;
}

using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>True or false.</summary>
internal sealed class FlagSink(ColumnPlan plan, int capacity) : ColumnSink(plan)
{
    private bool[] _values = GC.AllocateUninitializedArray<bool>(capacity);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Take(VectorSlice slice)
    {
        Span<bool> room = Room(ref _values, slice.Count);
        ReadOnlySpan<byte> values = slice.Values<byte>();
        for (int i = 0; i < values.Length; i++) room[i] = values[i] != 0;
        slice.FillNulls(room, false);
    }

    public override Column Build() => new FlagColumn(Plan.Name, _values.AsMemory(0, Rows), Missing.ToMask(Rows));
}

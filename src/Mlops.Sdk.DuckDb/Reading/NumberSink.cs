using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Numbers. NULL is missing; where a NaN is a value, a mask tells the two apart.</summary>
internal sealed class NumberSink(ColumnPlan plan, Numbers.Reader reader, int capacity) : ColumnSink(plan)
{
    private double[] _values = GC.AllocateUninitializedArray<double>(capacity);
    private bool _hasNaN;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Take(VectorSlice slice)
    {
        Span<double> room = Room(ref _values, slice.Count);
        reader(slice, room);
        slice.FillNulls(room, 0);
        _hasNaN |= Descriptive.AnyMissing(room);
        slice.FillNulls(room, double.NaN);
    }

    protected override void Clear() => _hasNaN = false;

    public override Column Build() => _hasNaN ? new NumberColumn(Plan.Name, _values.AsMemory(0, Rows), Missing.ToMask(Rows)) : new NumberColumn(Plan.Name, _values.AsMemory(0, Rows));
}

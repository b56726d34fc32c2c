namespace Mlops.Sdk;

/// <summary>Whole numbers.</summary>
internal sealed class IntegerSink(ColumnPlan plan, Integers.Reader reader, int capacity) : ColumnSink(plan)
{
    private long[] _values = GC.AllocateUninitializedArray<long>(capacity);

    protected override void Take(VectorSlice slice)
    {
        Span<long> room = Room(ref _values, slice.Count);
        int bad = reader(slice, room);
        if (bad >= 0)
            throw new MlopsException("MLO1603", $"Row {FirstRow + Rows + bad}, column '{Plan.Name}': the whole number is beyond 64 bits with sign. Declare the column as Number (rounded to 53 bits) or Text (exact) in DuckDbOptions.Types.");
        slice.FillNulls(room, 0);
    }

    public override Column Build() => new IntegerColumn(Plan.Name, _values.AsMemory(0, Rows), Missing.ToMask(Rows));
}

using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Moments in time.</summary>
internal sealed class TimestampSink : ColumnSink
{
    private readonly Moments.Reader _reader;
    private readonly Action<int> _bad;
    private long[] _ticks;

    public TimestampSink(ColumnPlan plan, Moments.Reader reader, int capacity)
        : base(plan)
    {
        _reader = reader;
        _bad = Bad;
        _ticks = GC.AllocateUninitializedArray<long>(capacity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Take(VectorSlice slice)
    {
        Span<long> room = Room(ref _ticks, slice.Count);
        _reader(slice, room, _bad);
        slice.FillNulls(room, 0);
    }

    public override Column Build() => new TimestampColumn(Plan.Name, _ticks.AsMemory(0, Rows), Missing.ToMask(Rows));

    private void Bad(int row)
    {
        if (Plan.OnBadValue == BadValueHandling.Error)
            throw new MlopsException("MLO1603", $"Row {FirstRow + Rows + row}, column '{Plan.Name}': the time is infinite or outside of the years 1 to 9999. Set DuckDbOptions.OnBadValue = BadValueHandling.Missing, or declare the column as Text.");
        Missing.Set(Rows + row);
    }
}

namespace Mlops.Sdk;

/// <summary>Whether all whole numbers of a column fit into 64 bits with sign.</summary>
internal sealed class IntegerQuestion(ColumnPlan plan) : ColumnQuestion(plan)
{
    private Integers.Reader? _reader;

    public override void Add(ResultColumn column, VectorSlice slice)
    {
        _reader ??= Integers.ReaderOf(column);
        var integers = new long[slice.Count];
        IsAnswered = _reader is null || _reader(slice, integers) >= 0;
    }

    public override ColumnPlan Answer() => Plan.Settle(IsAnswered ? ColumnType.Number : ColumnType.Integer);
}

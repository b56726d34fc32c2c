using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Fills one column of one batch.</summary>
internal abstract class ColumnSink(ColumnPlan plan)
{
    /// <summary>The number of the first row of the batch, for messages.</summary>
    public long FirstRow { get; private set; }

    protected ColumnPlan Plan => plan;

    protected MissingBits Missing { get; } = new();

    /// <summary>The rows so far.</summary>
    protected int Rows { get; private set; }

    public void Append(VectorSlice slice)
    {
        Missing.Append(slice, Rows);
        Take(slice);
        Rows += slice.Count;
    }

    /// <summary>The column of all rows, over the memory of the sink.</summary>
    public abstract Column Build();

    /// <summary>Begins a batch, in the memory of the last one: its column is not looked at any more.</summary>
    public void Begin(long firstRow)
    {
        (FirstRow, Rows) = (firstRow, 0);
        Missing.Clear();
        Clear();
    }

    protected virtual void Clear()
    {
    }

    protected abstract void Take(VectorSlice slice);

    /// <summary>A sink for a column of a result.</summary>
    /// <param name="plan">What the column is to be.</param>
    /// <param name="source">What DuckDB gives.</param>
    /// <param name="capacity">The rows to make room for at first.</param>
    public static ColumnSink Create(ColumnPlan plan, ResultColumn source, int capacity)
    {
        switch (plan.Type)
        {
            case ColumnType.Number when Numbers.ReaderOf(source) is { } reader: return new NumberSink(plan, reader, capacity);
            case ColumnType.Integer when Integers.ReaderOf(source) is { } reader: return new IntegerSink(plan, reader, capacity);
            case ColumnType.Timestamp when Moments.ReaderOf(source) is { } reader: return new TimestampSink(plan, reader, capacity);
            case ColumnType.Flag when source.Type == DuckDBType.Boolean: return new FlagSink(plan, capacity);
            case ColumnType.Text when source.Type == DuckDBType.Varchar: return new TextSink(plan, capacity);
            case ColumnType.Category when source.Type == DuckDBType.Enum: return new EnumSink(plan, source, capacity);
            case ColumnType.Category when source.Type == DuckDBType.Varchar: return new CategorySink(plan, capacity);
            default: throw new MlopsException("MLO1606", $"Column '{plan.Name}' was to be {plan.Type} and is {source.Type} in one of the files. Read the files apart, or declare the column in DuckDbOptions.Types.");
        }
    }

    /// <summary>Room for the rows of a slice in an array that grows.</summary>
    protected Span<T> Room<T>(ref T[] values, int count)
    {
        if (Rows + count > values.Length)
        {
            T[] larger = GC.AllocateUninitializedArray<T>((int)Math.Min(Math.Max(Rows + (long)count, values.Length * 2L), Array.MaxLength));
            values.AsSpan(0, Rows).CopyTo(larger);
            values = larger;
        }

        return values.AsSpan(Rows, count);
    }
}

using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A run of rows, with what several checks need of a column, made once. Safe to be used from many threads.</summary>
internal sealed class BatchView
{
    private readonly object?[] _missing;
    private readonly object?[] _numbers;

    public BatchView(Dataset data, long firstRow)
    {
        Data = data;
        FirstRow = firstRow;
        _missing = new object?[data.ColumnCount];
        _numbers = new object?[data.ColumnCount];
    }

    public Dataset Data { get; }

    /// <summary>The number of the first row in the whole.</summary>
    public long FirstRow { get; }

    public int Rows => Data.RowCount;

    public int Words => RowBits.Words(Rows);

    public T Column<T>(string name)
        where T : Column
    {
        int index = Data.Schema.IndexOf(name);
        return index >= 0 && Data.Columns[index] is T column
            ? column
            : throw new MlopsException("MLO3104", $"A batch has {(index < 0 ? $"no column '{name}'" : $"'{name}' as {Data.Columns[index].Type}")}, unlike the schema of its source. Let every batch have the columns of DataSource.Schema.");
    }

    /// <summary>The missing rows of a column; empty when there are none.</summary>
    public ReadOnlySpan<ulong> Missing(string name)
    {
        int index = Data.Schema.IndexOf(name);
        return (ulong[])(_missing[index] ??= MissingOf(Data.Columns[index]));
    }

    /// <summary>A numeric column as numbers, missing as NaN.</summary>
    public ReadOnlySpan<double> Numbers(string name)
    {
        Column column = Column<Column>(name);
        if (column is NumberColumn numbers) return numbers.Values;
        int index = Data.Schema.IndexOf(name);
        return (double[])(_numbers[index] ??= column.ToNumbers().ToArray());
    }

    /// <summary>Takes the missing rows of a column out of a set of rows.</summary>
    public void RemoveMissing(string name, Span<ulong> bits)
    {
        ReadOnlySpan<ulong> missing = Missing(name);
        if (!missing.IsEmpty) RowBits.Remove(bits, missing);
    }

    private static ulong[] MissingOf(Column column)
    {
        switch (column)
        {
            case NumberColumn { NanIsMissing: true } numbers:
                var nan = new ulong[RowBits.Words(numbers.Length)];
                FiniteBits.NaN(numbers.Values, nan);
                return Some(nan);
            case NumberColumn numbers: return Some(numbers.Missing.ToWords());
            case IntegerColumn integers: return Some(integers.Missing.ToWords());
            case FlagColumn flags: return Some(flags.Missing.ToWords());
            case TextColumn texts: return Some(texts.Missing.ToWords());
            case TimestampColumn moments: return Some(moments.Missing.ToWords());
            default:
                var bits = new ulong[RowBits.Words(column.Length)];
                RangeBits.Outside(((CategoryColumn)column).Codes, 0, int.MaxValue, bits);
                return Some(bits);
        }
    }

    private static ulong[] Some(ulong[] bits) => bits.AsSpan().ContainsAnyExcept(0UL) ? bits : [];
}

using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Collects the values of one column of a dataset while a view is read.</summary>
internal abstract class ColumnSink<T>
{
    public abstract void Append(in T value);

    public abstract Column Build(string name);
}

/// <summary>A growing block of values; nothing is copied at the end when the number of rows was known.</summary>
internal struct Block<T>(int capacity)
{
    private T[] _values = new T[capacity];

    public int Count { get; private set; }

    public void Add(T value)
    {
        if (Count == _values.Length)
            Array.Resize(ref _values, Math.Max(16, 2 * Count));
        _values[Count++] = value;
    }

    public readonly ReadOnlyMemory<T> ToMemory() => _values.AsMemory(0, Count);
}

/// <summary>Marks missing rows while a column is collected; makes no mask when there are none.</summary>
internal struct MaskBlock
{
    private ulong[]? _words;

    public void Mark(int row)
    {
        _words ??= new ulong[16];
        if (row >> 6 >= _words.Length)
            Array.Resize(ref _words, Math.Max(2 * _words.Length, (row >> 6) + 1));
        _words[row >> 6] |= 1UL << row;
    }

    public readonly MissingMask ToMask(int rows)
    {
        if (_words is null)
            return default;
        ulong[] words = _words;
        int needed = (rows + 63) / 64;
        if (words.Length < needed)
            Array.Resize(ref words, needed);
        return MissingMask.FromWords(words, rows);
    }
}

internal sealed class NumberSink<T>(int capacity) : ColumnSink<T>
    where T : System.Numerics.INumberBase<T>
{
    private Block<double> _values = new(capacity);

    public override void Append(in T value) => _values.Add(double.CreateTruncating(value));

    public override Column Build(string name) => new NumberColumn(name, _values.ToMemory());
}

internal sealed class IntegerSink<T>(int capacity, string column) : ColumnSink<T>
    where T : System.Numerics.IBinaryInteger<T>
{
    private Block<long> _values = new(capacity);

    public override void Append(in T value)
    {
        long whole = long.CreateSaturating(value);
        if (T.CreateSaturating(whole) != value)
            throw new MlopsException("MLO1402", $"Column '{column}', row {_values.Count}: {value} is beyond 64 bits with sign. Convert the column to Double first.");
        _values.Add(whole);
    }

    public override Column Build(string name) => new IntegerColumn(name, _values.ToMemory());
}

internal sealed class FlagSink(int capacity) : ColumnSink<bool>
{
    private Block<bool> _values = new(capacity);

    public override void Append(in bool value) => _values.Add(value);

    public override Column Build(string name) => new FlagColumn(name, _values.ToMemory());
}

internal sealed class TextSink(int capacity) : ColumnSink<ReadOnlyMemory<char>>
{
    private readonly TextColumnBuilder _values = new(capacity);

    public override void Append(in ReadOnlyMemory<char> value) => _values.Append(value.Span);

    public override Column Build(string name) => _values.Build(name);
}

internal sealed class TimeSink<T>(int capacity, Func<T, DateTime> toUtc) : ColumnSink<T>
{
    private Block<long> _ticks = new(capacity);

    public override void Append(in T value) => _ticks.Add(toUtc(value).Ticks);

    public override Column Build(string name) => new TimestampColumn(name, _ticks.ToMemory());
}

internal sealed class SecondsSink(int capacity) : ColumnSink<TimeSpan>
{
    private Block<double> _values = new(capacity);

    public override void Append(in TimeSpan value) => _values.Add(value.TotalSeconds);

    public override Column Build(string name) => new NumberColumn(name, _values.ToMemory());
}

internal sealed class RowIdSink(int capacity) : ColumnSink<DataViewRowId>
{
    private readonly TextColumnBuilder _values = new(capacity);

    public override void Append(in DataViewRowId value) => _values.Append(value.ToString().AsSpan());

    public override Column Build(string name) => _values.Build(name);
}

using System.Numerics;

namespace Mlops.Sdk;

/// <summary>Keys with key values: 1-based codes into a list of levels, 0 is missing.</summary>
internal sealed class CategorySink<T>(int capacity, CategoryLevels levels) : ColumnSink<T>
    where T : IBinaryInteger<T>
{
    private Block<int> _codes = new(capacity);

    public override void Append(in T value)
    {
        ulong key = ulong.CreateSaturating(value);
        _codes.Add(key > (ulong)levels.Count ? -1 : (int)key - 1);
    }

    public override Column Build(string name) => new CategoryColumn(name, _codes.ToMemory(), levels);
}

/// <summary>Keys without key values: kept as the numbers that they are, 0 is missing.</summary>
internal sealed class KeyNumberSink<T>(int capacity) : ColumnSink<T>
    where T : IBinaryInteger<T>
{
    private Block<long> _values = new(capacity);
    private MaskBlock _missing;

    public override void Append(in T value)
    {
        if (T.IsZero(value))
            _missing.Mark(_values.Count);
        _values.Add(long.CreateSaturating(value));
    }

    public override Column Build(string name) => new IntegerColumn(name, _values.ToMemory(), _missing.ToMask(_values.Count));
}

using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>True or false. As numbers: 1 and 0.</summary>
public sealed class FlagColumn : Column
{
    private readonly ReadOnlyMemory<bool> _values;
    private readonly MissingMask _missing;

    /// <summary>A column over values that are not copied and not to be changed afterwards.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="values">The values; false at every missing row.</param>
    /// <param name="missing">The missing rows; none by default.</param>
    public FlagColumn(string name, ReadOnlyMemory<bool> values, MissingMask missing = default)
        : base(name, values.Length)
    {
        _values = values;
        _missing = missing;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Flag;

    /// <summary>The values, false where missing.</summary>
    public ReadOnlySpan<bool> Values => _values.Span;

    /// <summary>The missing rows.</summary>
    public MissingMask Missing => _missing;

    /// <inheritdoc/>
    public override int MissingCount => _missing.Count();

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _missing[row];

    /// <inheritdoc/>
    public override object? GetValue(int row) => _missing[row] ? null : _values.Span[row];

    /// <inheritdoc/>
    public override string GetText(int row) => _missing[row] ? "" : _values.Span[row] ? "true" : "false";

    /// <inheritdoc/>
    public override Column Slice(int start, int length)
    {
        CheckRange(start, length, Length);
        return new FlagColumn(Name, _values.Slice(start, length), _missing.Slice(start, length));
    }

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new FlagColumn(Name, Gather(Values, rows), _missing.Take(rows));

    /// <inheritdoc/>
    public override Column WithName(string name) => new FlagColumn(name, _values, _missing);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CopyNumbers(int start, Span<double> destination)
    {
        ReadOnlySpan<bool> values = Values.Slice(start, destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = _missing[start + i] ? double.NaN : values[i] ? 1 : 0;
    }

    /// <inheritdoc/>
    public override void CopyNumbers(int start, Span<float> destination)
    {
        ReadOnlySpan<bool> values = Values.Slice(start, destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = _missing[start + i] ? float.NaN : values[i] ? 1 : 0;
    }
}

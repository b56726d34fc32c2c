using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Whole numbers, exact to 64 bits. As numbers they are rounded to <see cref="double"/> beyond 2^53.</summary>
public sealed class IntegerColumn : Column
{
    private readonly ReadOnlyMemory<long> _values;
    private readonly MissingMask _missing;

    /// <summary>A column over values that are not copied and not to be changed afterwards.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="values">The values; 0 at every missing row.</param>
    /// <param name="missing">The missing rows; none by default.</param>
    public IntegerColumn(string name, ReadOnlyMemory<long> values, MissingMask missing = default)
        : base(name, values.Length)
    {
        _values = values;
        _missing = missing;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Integer;

    /// <summary>The values, 0 where missing.</summary>
    public ReadOnlySpan<long> Values => _values.Span;

    /// <summary>The missing rows.</summary>
    public MissingMask Missing => _missing;

    /// <inheritdoc/>
    public override int MissingCount => _missing.Count();

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _missing[row];

    /// <inheritdoc/>
    public override object? GetValue(int row) => _missing[row] ? null : _values.Span[row];

    /// <inheritdoc/>
    public override string GetText(int row) => _missing[row] ? "" : _values.Span[row].ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Slice(int start, int length)
    {
        CheckRange(start, length, Length);
        return new IntegerColumn(Name, _values.Slice(start, length), _missing.Slice(start, length));
    }

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new IntegerColumn(Name, Gather(Values, rows), _missing.Take(rows));

    /// <inheritdoc/>
    public override Column WithName(string name) => new IntegerColumn(name, _values, _missing);

    /// <inheritdoc/>
    public override void CopyNumbers(int start, Span<double> destination)
    {
        WholeNumbers.ToNumbers(Values.Slice(start, destination.Length), destination);
        if (_missing.IsEmpty) return;
        for (int i = 0; i < destination.Length; i++)
            if (_missing[start + i]) destination[i] = double.NaN;
    }

    /// <inheritdoc/>
    public override void CopyNumbers(int start, Span<float> destination)
    {
        // Through double, as every reader of the column does, so that one value has one single-precision form.
        ReadOnlySpan<long> values = Values.Slice(start, destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = _missing[start + i] ? float.NaN : (float)(double)values[i];
    }
}

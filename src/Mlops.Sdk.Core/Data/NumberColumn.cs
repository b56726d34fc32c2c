using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Floating-point numbers. A missing row holds NaN; a NaN that was in the data is a value, not a missing row, unless the column was made without a mask.</summary>
public sealed class NumberColumn : Column
{
    private readonly ReadOnlyMemory<double> _values;
    private readonly MissingMask _missing;
    private readonly bool _nanIsMissing;

    /// <summary>A column in which every NaN is a missing row.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="values">The values; not copied, and not to be changed afterwards.</param>
    public NumberColumn(string name, ReadOnlyMemory<double> values)
        : base(name, values.Length)
    {
        _values = values;
        _nanIsMissing = true;
    }

    /// <summary>A column whose missing rows are told by a mask, so that NaN can be a value.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="values">The values; NaN at every missing row; not copied, and not to be changed afterwards.</param>
    /// <param name="missing">The missing rows.</param>
    public NumberColumn(string name, ReadOnlyMemory<double> values, MissingMask missing)
        : base(name, values.Length)
    {
        _values = values;
        _missing = missing;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Number;

    /// <summary>The values, NaN where missing.</summary>
    public ReadOnlySpan<double> Values => _values.Span;

    /// <summary>True when every NaN counts as missing; false when a mask tells which rows are.</summary>
    public bool NanIsMissing => _nanIsMissing;

    /// <summary>The missing rows; made from the NaN when <see cref="NanIsMissing"/>, in O(rows).</summary>
    public MissingMask Missing => _nanIsMissing ? MissingMask.Create(Length, IsMissing) : _missing;

    /// <inheritdoc/>
    public override int MissingCount => _nanIsMissing ? Descriptive.CountMissing(_values.Span) : _missing.Count();

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _nanIsMissing ? double.IsNaN(_values.Span[row]) : _missing[row];

    /// <inheritdoc/>
    public override object? GetValue(int row) => IsMissing(row) ? null : _values.Span[row];

    /// <inheritdoc/>
    public override string GetText(int row) => IsMissing(row) ? "" : _values.Span[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Slice(int start, int length)
    {
        CheckRange(start, length, Length);
        return With(Name, _values.Slice(start, length), _missing.Slice(start, length));
    }

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => With(Name, Gather(Values, rows), _missing.Take(rows));

    /// <inheritdoc/>
    public override Column WithName(string name) => With(name, _values, _missing);

    /// <inheritdoc/>
    public override void CopyNumbers(int start, Span<double> destination) => Values.Slice(start, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public override void CopyNumbers(int start, Span<float> destination) =>
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(Values.Slice(start, destination.Length), destination);

    /// <inheritdoc/>
    public override ReadOnlyMemory<double> ToNumbers() => _values;

    private NumberColumn With(string name, ReadOnlyMemory<double> values, MissingMask missing) =>
        _nanIsMissing ? new NumberColumn(name, values) : new NumberColumn(name, values, missing);
}

using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

internal sealed record HashMask : ColumnMask
{
    internal override int Order => 1;

    internal override Column Apply(Column column, MaskKey key) => column switch
    {
        TextColumn texts => MaskedColumns.Texts(texts, row => key.HashText(texts.GetUtf8(row))),
        CategoryColumn levels => MaskedColumns.Levels(levels, level => key.HashText(Encoding.UTF8.GetBytes(level))),
        IntegerColumn integers => MaskedColumns.Integers(integers, value => (long)(key.HashNumber(value) >> 1)),
        // Zero has two signs and one value.
        NumberColumn numbers => MaskedColumns.Numbers(numbers, value => double.IsNaN(value) ? value : key.HashNumber(BitConverter.DoubleToInt64Bits(value + 0.0)) >> 11),
        _ => throw Unfit(column, "so few different values are told by how often they occur, hashed or not"),
    };

    public override string ToString() => "hash";
}

internal sealed record NullMask : ColumnMask
{
    internal override int Order => 3;

    internal override Column Apply(Column column, MaskKey key) => MaskedColumns.Missing(column);

    public override string ToString() => "null";
}

internal sealed record ConstantMask(string Value) : ColumnMask
{
    internal override int Order => 2;

    internal override Column Apply(Column column, MaskKey key) => MaskedColumns.Constant(column, Value) ?? throw Unfit(column, "the constant is none of these");

    public override string ToString() => $"constant {Extensibility.ErrorText.Show(Value)}";
}

internal sealed record PartialMask(int First, int Last) : ColumnMask
{
    internal override int Order => 0;

    internal override Column Apply(Column column, MaskKey key) => column switch
    {
        TextColumn texts => MaskedColumns.Texts(texts, row => Part(texts.GetText(row))),
        CategoryColumn levels => MaskedColumns.Levels(levels, Part),
        _ => throw Unfit(column, "a part is left of texts and categories only"),
    };

    public override string ToString() => Text($"partial, first {First} and last {Last} characters");

    // Counted in what a reader takes for characters, so that no pair is cut.
    private string Part(string text)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        if (starts.Length <= First + Last) return "***";
        return string.Concat(text.AsSpan(0, First == 0 ? 0 : starts[First]), "***", Last == 0 ? "" : text.AsSpan(starts[^Last]));
    }
}

internal sealed record RoundedMask(double Step) : ColumnMask
{
    internal override int Order => 0;

    internal override Column Apply(Column column, MaskKey key) => column switch
    {
        IntegerColumn integers when Step is >= 1 and < 9e15 && Step == Math.Floor(Step) => MaskedColumns.Integers(integers, value => Lower(value, (long)Step)),
        NumberColumn numbers => MaskedColumns.Numbers(numbers, value => double.IsFinite(value) ? Math.Floor(value / Step) * Step : value),
        IntegerColumn => throw Unfit(column, "the step is no whole number"),
        _ => throw Unfit(column, "numbers alone are rounded"),
    };

    public override string ToString() => Text($"rounded to {Step}");

    private static long Lower(long value, long step)
    {
        long rest = value % step;
        if (rest < 0) rest += step;
        // The least integers have no multiple below them that is one.
        return value < long.MinValue + rest ? long.MinValue : value - rest;
    }
}

using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Texts as codes of levels: of the levels that the column is known to have, or else of those that occur in this batch.</summary>
internal sealed class CategorySink : ColumnSink
{
    private Utf8Levels? _levels;
    private int[] _codes;

    public CategorySink(ColumnPlan plan, int capacity)
        : base(plan)
    {
        _codes = GC.AllocateUninitializedArray<int>(capacity);
    }

    public override Column Build()
    {
        if (Plan.Levels is { } known)
        {
            if (_levels is not null) Plan.Return(_levels);
            _levels = null;
            return new CategoryColumn(Plan.Name, _codes.AsMemory(0, Rows), known);
        }

        (CategoryLevels levels, int[] places) = (_levels ?? new Utf8Levels()).Sort();
        _levels = null;
        foreach (ref int code in _codes.AsSpan(0, Rows)) code = code < 0 ? -1 : places[code];
        return new CategoryColumn(Plan.Name, _codes.AsMemory(0, Rows), levels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override unsafe void Take(VectorSlice slice)
    {
        Span<int> codes = Room(ref _codes, slice.Count);
        TextSlot* slots = slice.Pointer<TextSlot>();
        bool add = Plan.Levels is null;
        Utf8Levels levels = _levels ??= Plan.Levels is { } known ? Plan.Dictionary(known) : new Utf8Levels();
        for (int row = 0; row < codes.Length; row++)
        {
            if (slice.HasNulls && slice.IsNull(row)) codes[row] = -1;
            else if ((codes[row] = levels.CodeOf(slots + row, add)) < 0) throw Unknown(row, TextSlot.Bytes(slots + row));
        }
    }

    private MlopsException Unknown(int row, ReadOnlySpan<byte> value) => new("MLO1606",
        $"Row {FirstRow + Rows + row}, column '{Plan.Name}': '{System.Text.Encoding.UTF8.GetString(value[..Math.Min(value.Length, 40)])}' is none of the {Plan.Levels!.Count} levels that the column had when it was opened. Open the source again if its files have changed; if the levels stand in the file itself, set DuckDbOptions.UseStoredSchema = false.");
}

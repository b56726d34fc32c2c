using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Mixes the values of a column into the hashes of its rows.</summary>
internal static class RowCells
{
    /// <summary>What stands for a missing value.</summary>
    public const ulong Missing = 0x9AE16A3B2F90404FUL;

    private const ulong NotANumber = 0x7FF8000000000000UL;

    public static void Add(Column column, int start, Span<ulong> state, ulong[] levels)
    {
        switch (column)
        {
            case NumberColumn numbers: AddNumbers(numbers, start, state); break;
            case IntegerColumn integers: AddIntegers(integers.Values.Slice(start, state.Length), integers.Missing.Slice(start, state.Length), state); break;
            case TimestampColumn timestamps: AddIntegers(timestamps.Ticks.Slice(start, state.Length), timestamps.Missing.Slice(start, state.Length), state); break;
            case FlagColumn flags: AddFlags(flags.Values.Slice(start, state.Length), flags.Missing.Slice(start, state.Length), state); break;
            case CategoryColumn categories: AddLevels(categories.Codes.Slice(start, state.Length), levels, state); break;
            default: AddTexts((TextColumn)column, start, state); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(ReadOnlySpan<ulong> state, Span<ulong> hashes)
    {
        for (int i = 0; i < state.Length; i++) hashes[i] = Hashing.Mix(state[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNumbers(NumberColumn column, int start, Span<ulong> state)
    {
        ReadOnlySpan<double> values = column.Values.Slice(start, state.Length);
        bool nanIsMissing = column.NanIsMissing;
        for (int i = 0; i < values.Length && i < state.Length; i++)
        {
            // Adding zero makes negative zero positive.
            ulong bits = BitConverter.DoubleToUInt64Bits(values[i] + 0.0);
            if (double.IsNaN(values[i])) bits = nanIsMissing || column.IsMissing(start + i) ? Missing : NotANumber;
            state[i] = Step(state[i], bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddIntegers(ReadOnlySpan<long> values, MissingMask missing, Span<ulong> state)
    {
        if (missing.IsEmpty)
        {
            for (int i = 0; i < values.Length && i < state.Length; i++) state[i] = Step(state[i], (ulong)values[i]);
            return;
        }

        for (int i = 0; i < values.Length && i < state.Length; i++) state[i] = Step(state[i], missing[i] ? Missing : (ulong)values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFlags(ReadOnlySpan<bool> values, MissingMask missing, Span<ulong> state)
    {
        if (missing.IsEmpty)
        {
            for (int i = 0; i < values.Length && i < state.Length; i++) state[i] = Step(state[i], values[i] ? 1UL : 2UL);
            return;
        }

        for (int i = 0; i < values.Length && i < state.Length; i++) state[i] = Step(state[i], missing[i] ? Missing : values[i] ? 1UL : 2UL);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLevels(ReadOnlySpan<int> codes, ulong[] levels, Span<ulong> state)
    {
        for (int i = 0; i < codes.Length && i < state.Length; i++) state[i] = Step(state[i], codes[i] < 0 ? Missing : levels[codes[i]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTexts(TextColumn column, int start, Span<ulong> state)
    {
        ReadOnlySpan<byte> bytes = column.Utf8;
        ReadOnlySpan<int> offsets = column.Offsets.Slice(start, state.Length + 1);
        MissingMask missing = column.Missing.Slice(start, state.Length);
        for (int i = 0; i < state.Length; i++) state[i] = Step(state[i], missing[i] ? Missing : Hashing.OfBytes(bytes[offsets[i]..offsets[i + 1]]));
    }

    // A bijection of the state for any value, so that nothing is lost over thousands of columns; the shift brings what the product moved up down again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong state, ulong value)
    {
        state = (state ^ value) * 0x9FB21C651E98DF25UL;
        return state ^ (state >> 32);
    }
}

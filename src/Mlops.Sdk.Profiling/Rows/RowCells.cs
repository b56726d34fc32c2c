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
            case CategoryColumn categories:
                ReadOnlySpan<int> codes = categories.Codes.Slice(start, state.Length);
                for (int i = 0; i < state.Length; i++) state[i] = Step(state[i], codes[i] < 0 ? Missing : levels[codes[i]]);
                break;
            default:
                var texts = (TextColumn)column;
                for (int i = 0; i < state.Length; i++) state[i] = Step(state[i], texts.IsMissing(start + i) ? Missing : Hashing.OfBytes(texts.GetUtf8(start + i)));
                break;
        }
    }

    public static void Finish(ReadOnlySpan<ulong> state, Span<ulong> hashes)
    {
        for (int i = 0; i < state.Length; i++) hashes[i] = Hashing.Mix(state[i]);
    }

    private static void AddNumbers(NumberColumn column, int start, Span<ulong> state)
    {
        ReadOnlySpan<double> values = column.Values.Slice(start, state.Length);
        bool nanIsMissing = column.NanIsMissing;
        for (int i = 0; i < state.Length; i++)
        {
            // Adding zero makes negative zero positive.
            ulong bits = BitConverter.DoubleToUInt64Bits(values[i] + 0.0);
            if (double.IsNaN(values[i])) bits = nanIsMissing || column.IsMissing(start + i) ? Missing : NotANumber;
            state[i] = Step(state[i], bits);
        }
    }

    private static void AddIntegers(ReadOnlySpan<long> values, MissingMask missing, Span<ulong> state)
    {
        if (missing.IsEmpty)
        {
            for (int i = 0; i < state.Length; i++) state[i] = Step(state[i], (ulong)values[i]);
            return;
        }

        for (int i = 0; i < state.Length; i++) state[i] = Step(state[i], missing[i] ? Missing : (ulong)values[i]);
    }

    private static void AddFlags(ReadOnlySpan<bool> values, MissingMask missing, Span<ulong> state)
    {
        for (int i = 0; i < state.Length; i++) state[i] = Step(state[i], missing[i] ? Missing : values[i] ? 1UL : 2UL);
    }

    // A bijection of the state for any value, so that nothing is lost over thousands of columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong state, ulong value)
    {
        state = (state ^ value) * 0xBF58476D1CE4E5B9UL;
        state = (state ^ (state >> 32)) * 0x94D049BB133111EBUL;
        return state ^ (state >> 29);
    }
}

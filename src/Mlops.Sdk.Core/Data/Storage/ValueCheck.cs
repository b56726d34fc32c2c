namespace Mlops.Sdk;

/// <summary>Finds values in a column that no column can have, for files that may have been made to do harm.</summary>
internal static class ValueCheck
{
    /// <summary>What is wrong with the first wrong row, or null.</summary>
    public static string? Find(Column column)
    {
        switch (column)
        {
            case CategoryColumn categories:
                int codes = categories.Codes.IndexOfAnyExceptInRange(-1, categories.Levels.Count - 1);
                return codes < 0 ? null : $"row {codes} has the code {categories.Codes[codes]}, and there are {categories.Levels.Count} levels";
            case TimestampColumn timestamps:
                int ticks = timestamps.Ticks.IndexOfAnyExceptInRange(0, DateTime.MaxValue.Ticks);
                return ticks < 0 ? null : $"row {ticks} has {timestamps.Ticks[ticks]} ticks, which is no date";
            case FlagColumn flags:
                int bits = System.Runtime.InteropServices.MemoryMarshal.AsBytes(flags.Values).IndexOfAnyExceptInRange((byte)0, (byte)1);
                return bits < 0 ? null : $"row {bits} is neither true nor false";
            case NumberColumn { NanIsMissing: false } numbers:
                for (int row = 0; row < numbers.Length; row++)
                    if (numbers.Missing[row] && !double.IsNaN(numbers.Values[row])) return $"row {row} is missing and has a value";
                return null;
            case TextColumn texts:
                ReadOnlySpan<int> offsets = texts.Offsets;
                if (offsets[0] != 0 || offsets[^1] != texts.Utf8.Length) return $"the text offsets run from {offsets[0]} to {offsets[^1]}, and there are {texts.Utf8.Length} bytes";
                for (int row = 0; row < texts.Length; row++)
                    if (offsets[row + 1] < offsets[row]) return $"the text of row {row} runs from {offsets[row]} to {offsets[row + 1]}";
                return null;
            default:
                return null;
        }
    }
}

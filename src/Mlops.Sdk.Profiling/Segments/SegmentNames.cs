namespace Mlops.Sdk;

/// <summary>The names of segments, as they may be shown.</summary>
internal static class SegmentNames
{
    private const string Missing = "(missing)";

    public static string Of(SegmentBy by, SegmentKey key, int number, long rows, ProfileReport whole)
    {
        Redactor redactor = whole[by.Columns[0]].Content.Redactor;
        bool hidden = by.Columns.Any(redactor.Hides);
        if (by.IsOrdered) return key.First is null ? Missing : hidden ? FormattableString.Invariant($"segment {number}") : key.First;
        string shown = by.Columns.Count == 1 ? Shown(0, key.First) : $"{Shown(0, key.First)} · {Shown(1, key.Second)}";

        // Masks of two values may be the same, so they are numbered too.
        return hidden ? FormattableString.Invariant($"segment {number} ({shown})") : shown;

        string Shown(int column, string? value) => value is null ? Missing : value.Length == 0 ? "(empty)" : redactor.Show(by.Columns[column], value, rows);
    }
}

using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Something that holds or not of a text, given as UTF-8. Safe to be used from many threads.</summary>
internal abstract class TextCondition
{
    private const int MostOnStack = 256;

    public abstract bool Holds(ReadOnlySpan<byte> utf8);

    /// <summary>Marks the rows of a text column, among those that are looked at, for which it does not hold.</summary>
    public virtual void Mark(TextColumn texts, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        ReadOnlySpan<byte> utf8 = texts.Utf8;
        ReadOnlySpan<int> offsets = texts.Offsets;
        for (int row = RowBits.Next(looked, 0); row >= 0; row = RowBits.Next(looked, row + 1))
            if (!Holds(utf8[offsets[row]..offsets[row + 1]])) failing[row >> 6] |= 1UL << row;
    }

    protected delegate bool CharactersTest(ReadOnlySpan<char> text);

    /// <summary>Tries the text as UTF-16, without a string. Bytes that are no UTF-8 read as U+FFFD.</summary>
    protected static bool AsCharacters(ReadOnlySpan<byte> utf8, CharactersTest test)
    {
        if (utf8.Length <= MostOnStack)
        {
            Span<char> small = stackalloc char[MostOnStack];
            return test(small[..Encoding.UTF8.GetChars(utf8, small)]);
        }

        char[] rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        bool holds = test(rented.AsSpan(0, Encoding.UTF8.GetChars(utf8, rented)));
        ArrayPool<char>.Shared.Return(rented);
        return holds;
    }
}

/// <summary>The text is, or is not, one of a list.</summary>
internal sealed class TextInSet(FrozenSet<string> values, bool not) : TextCondition
{
    private readonly CharactersTest _contains = values.GetAlternateLookup<ReadOnlySpan<char>>().Contains;

    public override bool Holds(ReadOnlySpan<byte> utf8) => AsCharacters(utf8, _contains) != not;
}

/// <summary>The text matches, or does not match, a regular expression as a whole.</summary>
internal sealed class TextMatches : TextCondition
{
    private readonly SimplePattern? _simple;
    private readonly CharactersTest _holds;
    private readonly bool _not;

    public TextMatches(string pattern, bool ignoreCase, bool not)
    {
        _simple = ignoreCase ? null : SimplePattern.Parse(pattern);
        SafeRegex regex = SafeRegex.Of(pattern, ignoreCase);
        _holds = text => regex.Matches(text, otherwise: not) != not;
        _not = not;
    }

    public override bool Holds(ReadOnlySpan<byte> utf8) => _simple is null ? AsCharacters(utf8, _holds) : _simple.Matches(utf8) != _not;
}

/// <summary>The text is of a kind that profiles tell.</summary>
internal sealed class TextIsA(SemanticType type) : TextCondition
{
    private readonly ulong _fitting = TextKinds.Fitting(type);

    public override bool Holds(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> text = utf8.Trim(" \t\r\n"u8);
        return !text.IsEmpty && (TextClassifier.Classify(text, TextShape.Of(text)).Kinds & _fitting) != 0;
    }
}

/// <summary>The text has a number of code points within limits.</summary>
internal sealed class TextHasLength(int min, int max) : TextCondition
{
    public override bool Holds(ReadOnlySpan<byte> utf8)
    {
        long length = CodePoints.Count(utf8);
        return length >= min && length <= max;
    }

    public override void Mark(TextColumn texts, ReadOnlySpan<ulong> looked, Span<ulong> failing)
    {
        ReadOnlySpan<int> offsets = texts.Offsets;
        if (!Ascii.IsValid(texts.Utf8[offsets[0]..offsets[^1]]))
        {
            base.Mark(texts, looked, failing);
            return;
        }

        for (int row = 0; row < texts.Length; row++)
        {
            int length = offsets[row + 1] - offsets[row];
            if (length < min || length > max) failing[row >> 6] |= 1UL << row;
        }
    }
}

/// <summary>The text can be read as another type by the invariant culture.</summary>
internal sealed class TextConverts(ColumnType type) : TextCondition
{
    private static readonly string[] s_moments = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyyMMddTHHmmssK"];

    public override bool Holds(ReadOnlySpan<byte> utf8) => AsCharacters(utf8, Converts);

    public static bool TryMoment(ReadOnlySpan<char> text, out DateTime moment) =>
        DateTime.TryParseExact(text.Trim(), s_moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);

    private bool Converts(ReadOnlySpan<char> text) => type switch
    {
        ColumnType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ColumnType.Integer => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        ColumnType.Flag => text.Trim() is "0" or "1" || text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) || text.Trim().Equals("false", StringComparison.OrdinalIgnoreCase),
        _ => TryMoment(text, out _),
    };
}

using System.Collections.Immutable;
using System.Text;

namespace Mlops.Sdk;

public sealed partial class TextProfile
{
    /// <summary>How finely <see cref="Patterns"/> are told apart.</summary>
    public PatternDetail PatternDetail => _state.Patterns.Detail;

    /// <summary>How many patterns there are, at most 128.</summary>
    public int PatternCount => _state.Patterns.Entries.Count();

    /// <summary>The most frequent forms of the texts, the most frequent first.</summary>
    public ImmutableArray<PatternShare> Patterns => [.. _state.Patterns.Entries
        .Select(entry => new PatternShare(entry.Text(PatternDetail), entry.Count, (double)entry.Count / _tally.Present, PrefixOf(entry)))
        .OrderByDescending(pattern => pattern.Count)
        .ThenBy(pattern => pattern.Mask, StringComparer.Ordinal)
        .Take(_options.Patterns)];

    /// <summary>The shortest length in code points; null without texts.</summary>
    public int? LeastLength => _tally.Texts > 0 ? _state.Lengths.Least : null;

    /// <summary>The greatest length in code points; null without texts.</summary>
    public int? GreatestLength => _tally.Texts > 0 ? _state.Lengths.Greatest : null;

    /// <summary>The mean length in code points; NaN without texts.</summary>
    public double MeanLength => (double)_tally[TextTally.CodePoints] / _tally.Texts;

    /// <summary>The middle length in code points: exact up to 127, beyond within a sixteenth; NaN without texts.</summary>
    public double MedianLength => _state.Lengths.Median;

    /// <summary>How many texts have each length: exact up to 127 code points, beyond in bins of an eighth of a power of two.</summary>
    public ImmutableArray<LengthBin> Lengths => [.. _state.Lengths.Bins.Select(bin => new LengthBin(bin.From, bin.Through, bin.Count))];

    /// <summary>The mean number of words, which are what stands between spaces; NaN without texts.</summary>
    public double MeanWords => (double)_tally[TextTally.Words] / _tally.Texts;

    /// <summary>The greatest number of words.</summary>
    public int GreatestWords => _tally.MostWords;

    /// <summary>What the characters of all texts are, the most frequent class first.</summary>
    public ImmutableArray<CharacterShare> Characters => [.. Enum.GetValues<CharacterClass>()
        .Select(one => new CharacterShare(one, _tally.Character(one), (double)_tally.Character(one) / _tally[TextTally.CodePoints]))
        .Where(one => one.Count > 0)
        .OrderByDescending(one => one.Count)];

    /// <summary>How many texts have characters beyond ASCII.</summary>
    public long NotAscii => _tally[TextTally.NotAscii];

    /// <summary>How many texts have control or format characters (see <see cref="CharacterClass.Control"/>), the character NUL among them.</summary>
    public long WithControls => _tally[TextTally.WithControl];

    /// <summary>How many texts have U+FFFD, which stands where a character was lost.</summary>
    public long WithReplacements => _tally[TextTally.WithReplacement];

    /// <summary>How many texts are not valid UTF-8.</summary>
    public long Invalid => _tally[TextTally.Invalid];

    /// <summary>How many texts look as if UTF-8 had been read as Latin-1: <c>MÃ¼ller</c> for <c>Müller</c>.</summary>
    public long DoubleEncoded => _tally[TextTally.DoubleEncoded];

    /// <summary>Texts that differ only in capitals and spaces. Texts of more than 128 bytes are not followed.</summary>
    public SpellingVariants Variants => _variants.Value;

    /// <summary>Rare levels that are likely slips of the pen for frequent ones, of columns without a semantic type whose counts are exact and that have at most <see cref="TextOptions.NearLevels"/> levels; those with most rows first.</summary>
    public ImmutableArray<NearDuplicate> NearDuplicates => _near.Value;

    // All that the texts begin with, which is a value when they are all the same; and letters or digits at least, since signs are in the mask.
    private string PrefixOf(PatternEntry entry)
    {
        ReadOnlySpan<byte> prefix = entry.Prefix;
        while (!prefix.IsEmpty && (prefix[^1] & 0xC0) == 0x80) prefix = prefix[..^1];
        if (!prefix.IsEmpty && prefix[^1] >= 0xC0) prefix = prefix[..^1];
        return _redactor.Hides(_column) || !_redactor.IsShown(entry.Count) ? "" : Encoding.UTF8.GetString(prefix);
    }
}

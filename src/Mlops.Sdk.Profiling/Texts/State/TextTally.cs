using System.Numerics;

namespace Mlops.Sdk;

/// <summary>Plain counts over the texts of a column; they add up.</summary>
internal sealed class TextTally
{
    public const int Empty = 0;
    public const int Blank = 1;
    public const int OuterSpace = 2;
    public const int InnerSpace = 3;
    public const int CodePoints = 4;
    public const int Words = 5;
    public const int NotAscii = 6;
    public const int WithControl = 7;
    public const int WithReplacement = 8;
    public const int Invalid = 9;
    public const int DoubleEncoded = 10;

    private const int Kinds = 11;
    private const int Firsts = Kinds + TextKinds.Count;
    private const int Dates = Firsts + 34;
    private const int Numbers = Dates + 14;
    private const int Characters = Numbers + 10;
    private const int Within = Characters + CharacterCounts.Classes;
    private const int Nulls = Within + PiiFlags;
    private const int PiiFlags = 12;

    private readonly long[] _counts = new long[Nulls + NullText.Count];

    public long Texts { get; private set; }

    public int MostWords { get; private set; }

    /// <summary>Texts with something in them.</summary>
    public long Present => Texts - _counts[Empty] - _counts[Blank];

    public long this[int counter] => _counts[counter];

    public long Kind(int kind) => _counts[Kinds + kind];

    public long Kind(SemanticType type) => Kind((int)type);

    /// <summary>Texts whose most telling type this is; words that stand for nothing are not among them.</summary>
    public long First(SemanticType type) => _counts[Firsts + (int)type];

    public long Date(DateNotation notation) => _counts[Dates + (int)notation];

    public long Number(NumberNotation notation) => _counts[Numbers + (int)notation];

    public long Character(CharacterClass one) => _counts[Characters + (int)one];

    public long Null(int spelling) => _counts[Nulls + spelling];

    public long PiiWithin(PiiKind kind) => _counts[Within + BitOperations.TrailingZeroCount((int)kind)];

    public void Add(int counter, long count) => _counts[counter] += count;

    public void AddText(long count) => Texts += count;

    public void AddFacts(in TextFacts facts, long count)
    {
        for (ulong left = facts.Kinds; left != 0; left &= left - 1) _counts[Kinds + BitOperations.TrailingZeroCount(left)] += count;
        if (!TextKinds.Has(facts.Kinds, TextKinds.NullWord)) _counts[Firsts + (int)TextKinds.First(facts.Kinds)] += count;
        if (facts.Date != DateNotation.None) _counts[Dates + (int)facts.Date] += count;
        if (facts.Number != NumberNotation.None) _counts[Numbers + (int)facts.Number] += count;
        if (facts.Null >= 0) _counts[Nulls + facts.Null] += count;
        for (int left = (int)facts.Within; left != 0; left &= left - 1) _counts[Within + BitOperations.TrailingZeroCount(left)] += count;
    }

    /// <summary>The characters of a text of at most 64 bytes of ASCII.</summary>
    public void AddAscii(in TextShape shape, long count)
    {
        int controls = BitOperations.PopCount(shape.Controls), words = CharacterCounts.WordsOf(shape);
        _counts[Characters + (int)CharacterClass.Latin] += BitOperations.PopCount(shape.Letters) * count;
        _counts[Characters + (int)CharacterClass.Digit] += BitOperations.PopCount(shape.Digits) * count;
        _counts[Characters + (int)CharacterClass.Space] += BitOperations.PopCount(shape.Spaces) * count;
        _counts[Characters + (int)CharacterClass.Sign] += BitOperations.PopCount(shape.Signs) * count;
        _counts[CodePoints] += BitOperations.PopCount(shape.All) * count;
        _counts[Words] += words * count;
        if (words > MostWords) MostWords = words;
        if (controls == 0) return;
        _counts[Characters + (int)CharacterClass.Control] += controls * count;
        _counts[WithControl] += count;
    }

    public void AddCharacters(in CharacterCounts characters, long count)
    {
        for (int one = 0; one < CharacterCounts.Classes; one++) _counts[Characters + one] += characters.Of[one] * count;
        _counts[CodePoints] += characters.CodePoints * count;
        _counts[Words] += characters.Words * count;
        MostWords = Math.Max(MostWords, characters.Words);
        if (characters.Of[(int)CharacterClass.Control] > 0) _counts[WithControl] += count;
        if (characters.Of[(int)CharacterClass.Replacement] > 0) _counts[WithReplacement] += count;
        if (characters.Of[(int)CharacterClass.Invalid] > 0) _counts[Invalid] += count;
        if (characters.IsDoubleEncoded) _counts[DoubleEncoded] += count;
    }

    public void Merge(TextTally other)
    {
        Texts += other.Texts;
        MostWords = Math.Max(MostWords, other.MostWords);
        for (int i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Texts);
        writer.Write(MostWords);
        writer.Write((ushort)_counts.Count(count => count != 0));
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0) continue;
            writer.Write((ushort)i);
            writer.Write(_counts[i]);
        }
    }

    public static TextTally ReadFrom(BinaryReader reader)
    {
        var tally = new TextTally { Texts = TextFormat.Count(reader, long.MaxValue, "text count"), MostWords = reader.ReadInt32() };
        int stored = reader.ReadUInt16();
        TextFormat.Require(tally.MostWords >= 0 && stored <= tally._counts.Length, "text counts");
        for (int i = 0; i < stored; i++)
        {
            int counter = reader.ReadUInt16();
            TextFormat.Require(counter < tally._counts.Length && tally._counts[counter] == 0, "text counts");
            bool characters = counter is CodePoints or Words or (>= Characters and < Within);
            tally._counts[counter] = TextFormat.Count(reader, characters ? long.MaxValue : tally.Texts, "text counts");
        }

        TextFormat.Require(tally.Present >= 0, "text counts");
        return tally;
    }
}

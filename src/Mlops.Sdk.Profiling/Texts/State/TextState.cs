using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What the texts of one column hold. Every part of it depends on the set of texts and their counts alone: any split, order and merging gives the same.</summary>
internal sealed class TextState : ColumnState
{
    public TextTally Tally { get; private set; } = new();

    public TextLengths Lengths { get; private set; } = new();

    public PatternCounts Patterns { get; private set; } = new();

    public TextExamples Examples { get; private set; } = new();

    public SpellingSketch Spellings { get; private set; } = new();

    public override void Add(Column column)
    {
        if (column is CategoryColumn categories) AddLevels(categories);
        else TextBatch.Add(this, (TextColumn)column);
    }

    public override void Add(FrequentValue value)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(value.Text);
        if (value.LowerCount > 0) Add(text, text.Length, Hashing.OfBytes(text), value.LowerCount);
    }

    /// <summary>Adds rows that have a text.</summary>
    /// <param name="bytes">Bytes that begin with the text, in UTF-8 if it is well; what comes after it does not matter, but having it saves a copy.</param>
    /// <param name="length">The length of the text.</param>
    /// <param name="hash">Its <see cref="Hashing.OfBytes"/>.</param>
    /// <param name="count">How many rows have it.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> bytes, int length, ulong hash, long count)
    {
        ReadOnlySpan<byte> text = bytes[..length];
        Tally.AddText(count);
        if (text.IsEmpty)
        {
            Tally.Add(TextTally.Empty, count);
            Lengths.Add(0, count);
            return;
        }

        bool outer = Bytes.IsSpace(text[0]) || Bytes.IsSpace(text[^1]);
        ReadOnlySpan<byte> trimmed = outer ? Bytes.Trim(text) : text;
        TextShape shape = outer ? TextShape.Of(trimmed) : new TextShape(bytes, length);
        AddCharacters(text, shape, outer, count);
        if (trimmed.IsEmpty)
        {
            Tally.Add(TextTally.Blank, count);
            return;
        }

        if (outer) Tally.Add(TextTally.OuterSpace, count);
        if ((shape.Spaces & (shape.Spaces << 1)) != 0) Tally.Add(TextTally.InnerSpace, count);
        TextFacts facts = TextClassifier.Classify(trimmed, shape);
        Tally.AddFacts(facts, count);
        Examples.Add(facts.Kinds, hash, text, count);
        Patterns.Add(trimmed, shape, count);
        AddSpelling(text, trimmed, shape, hash, count);
    }

    public override void Merge(ColumnState state)
    {
        var other = (TextState)state;
        Tally.Merge(other.Tally);
        Lengths.Merge(other.Lengths);
        Patterns.Merge(other.Patterns);
        Examples.Merge(other.Examples);
        Spellings.Merge(other.Spellings);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        Tally.WriteTo(writer);
        Lengths.WriteTo(writer);
        Patterns.WriteTo(writer);
        Examples.WriteTo(writer);
        Spellings.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        Tally = TextTally.ReadFrom(reader);
        Lengths = TextLengths.ReadFrom(reader, Tally.Texts);
        Patterns = PatternCounts.ReadFrom(reader, Tally.Texts);
        Examples = TextExamples.ReadFrom(reader, Tally.Texts);
        Spellings = SpellingSketch.ReadFrom(reader, Tally.Texts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddCharacters(ReadOnlySpan<byte> text, in TextShape shape, bool outer, long count)
    {
        if (!outer && text.Length <= TextShape.Window && shape.High == 0)
        {
            Tally.AddAscii(shape, count);
            Lengths.Add(text.Length, count);
            return;
        }

        var characters = new CharacterCounts();
        characters.Add(text);
        Tally.AddCharacters(characters, count);
        Lengths.Add(characters.CodePoints, count);
        if (!System.Text.Ascii.IsValid(text)) Tally.Add(TextTally.NotAscii, count);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSpelling(ReadOnlySpan<byte> text, ReadOnlySpan<byte> trimmed, in TextShape shape, ulong hash, long count)
    {
        if (trimmed.Length > FoldedText.Longest) return;
        if (shape.Uppers == 0 && FoldedText.IsPlain(trimmed, shape))
        {
            Spellings.Add(trimmed.Length == text.Length ? hash : Hashing.OfBytes(trimmed), hash, text, count);
            return;
        }

        Span<byte> folded = stackalloc byte[FoldedText.Most];
        folded = folded[..FoldedText.Fold(trimmed, shape, folded)];
        if (!folded.IsEmpty) Spellings.Add(Hashing.OfBytes(folded), hash, text, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLevels(CategoryColumn column)
    {
        var counts = new long[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) counts[code]++;
        var bytes = new byte[256];
        for (int code = 0; code < counts.Length; code++)
        {
            if (counts[code] == 0) continue;
            string level = column.Levels[code];
            int most = System.Text.Encoding.UTF8.GetMaxByteCount(level.Length);
            if (most > bytes.Length) bytes = new byte[most];
            ReadOnlySpan<byte> text = bytes.AsSpan(0, System.Text.Encoding.UTF8.GetBytes(level, bytes));
            Add(bytes, text.Length, Hashing.OfBytes(text), counts[code]);
        }
    }
}

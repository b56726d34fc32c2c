using System.Buffers;
using System.Globalization;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Hashes of the n-grams of one text after another, in small letters of no culture. Keeps its buffers.</summary>
internal sealed class NgramReader(NgramKind kind, int from, int to)
{
    private readonly List<ulong> _hashes = [];
    private readonly List<(int Start, int End)> _pieces = [];
    private byte[] _plain = new byte[256];
    private int _length;

    /// <summary>The hash of every n-gram, in order; valid until the next call.</summary>
    public List<ulong> Read(ReadOnlySpan<byte> utf8)
    {
        _hashes.Clear();
        _pieces.Clear();
        _length = 0;

        // A small letter may need more bytes than a capital one, a byte that is no text three.
        int most = (3 * utf8.Length) + 8;
        if (_plain.Length < most) _plain = new byte[most];
        if (kind == NgramKind.Words) CutWords(utf8);
        else CutCharacters(utf8);
        for (int n = from; n <= to; n++)
            for (int i = 0; i + n <= _pieces.Count; i++) _hashes.Add(Hashing.OfBytes(_plain.AsSpan(_pieces[i].Start.._pieces[i + n - 1].End)));
        return _hashes;
    }

    // Words stand in the buffer with one space between them, so that words in a row are one piece of it.
    private void CutWords(ReadOnlySpan<byte> utf8)
    {
        int start = 0, letters = 0;
        while (!utf8.IsEmpty)
        {
            Rune rune = Next(ref utf8);
            if (IsOfWord(rune))
            {
                Append(rune);
                letters++;
                if (!utf8.IsEmpty) continue;
            }

            if (letters >= 2)
            {
                _pieces.Add((start, _length));
                _plain[_length++] = (byte)' ';
            }
            else
            {
                _length = start;
            }

            (start, letters) = (_length, 0);
        }
    }

    private void CutCharacters(ReadOnlySpan<byte> utf8)
    {
        bool wasSpace = false;
        while (!utf8.IsEmpty)
        {
            Rune rune = Next(ref utf8);
            bool isSpace = Rune.IsWhiteSpace(rune);
            if (isSpace && wasSpace) continue;
            wasSpace = isSpace;
            int start = _length;
            Append(isSpace ? new Rune(' ') : rune);
            _pieces.Add((start, _length));
        }
    }

    private void Append(Rune rune)
    {
        Rune small = Rune.ToLowerInvariant(rune);
        _length += small.EncodeToUtf8(_plain.AsSpan(_length));
    }

    private static Rune Next(ref ReadOnlySpan<byte> utf8)
    {
        if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) != OperationStatus.Done) rune = Rune.ReplacementChar;
        utf8 = utf8[Math.Max(1, length)..];
        return rune;
    }

    private static bool IsOfWord(Rune rune) => rune.Value == '_' || Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}

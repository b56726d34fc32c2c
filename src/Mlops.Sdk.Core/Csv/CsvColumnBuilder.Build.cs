using System.Runtime.CompilerServices;
using System.Text;

namespace Mlops.Sdk;

/// <content>Strings, and the finished column.</content>
internal sealed partial class CsvColumnBuilder
{
    /// <summary>The column, over the memory of the builder, which is not used afterwards, or not before the column is looked at no more and <see cref="Clear"/> is called.</summary>
    public Column Build(string name, ColumnType type, CategoryLevels? levels)
    {
        MissingMask missing = _missingCount == 0 ? default : MissingMask.FromWords(Words(), _rows);
        if (_kind == CsvKind.None)
        {
            _kind = CsvInference.KindOf(type);
            Blank(0, _rows);
        }

        switch (type)
        {
            case ColumnType.Integer: return new IntegerColumn(name, Trim(_longs, _rows), missing);
            case ColumnType.Timestamp: return new TimestampColumn(name, Trim(_longs, _rows), missing);
            case ColumnType.Number: return _hasNaN ? new NumberColumn(name, Trim(_doubles, _rows), missing) : new NumberColumn(name, Trim(_doubles, _rows));
            case ColumnType.Flag: return new FlagColumn(name, _kind == CsvKind.Flag ? Trim(_flags, _rows) : FlagsOfCodes(), missing);
            case ColumnType.Category:
                Recode(name, levels!);
                return new CategoryColumn(name, Trim(_codes, _rows), levels!);
            default:
                if (_kind == CsvKind.Category) CodesToText();
                return new TextColumn(name, Trim(_text, _rows == 0 ? 0 : _ends[_rows - 1]), Offsets(), missing);
        }
    }

    private ReadOnlyMemory<ulong> Words()
    {
        int words = (_rows + 63) / 64;
        if (_missing.Length < words) Array.Resize(ref _missing, words);
        return _missing.AsMemory(0, words);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendStrings(CsvPiece piece, int start, int count)
    {
        int[]? map = piece.Kind == CsvKind.Category && _kind == CsvKind.Category ? _levels.Add(piece.Levels!) : null;
        if (_levels.TooMany && _kind == CsvKind.Category) CodesToText();
        if (_kind == CsvKind.Text)
        {
            _levels.GiveUp();
            Seen |= CsvEvidence.ManyLevels;
            AppendText(piece, start, count);
            return;
        }

        Span<int> room = Room(ref _codes, count);
        ReadOnlySpan<int> codes = piece.Codes.AsSpan(start, count);
        for (int i = 0; i < room.Length; i++) room[i] = codes[i] < 0 ? -1 : map![codes[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendText(CsvPiece piece, int start, int count)
    {
        Span<int> ends = Room(ref _ends, count);
        int end = _rows == 0 ? 0 : _ends[_rows - 1];
        if (piece.Kind == CsvKind.Text)
        {
            int first = start == 0 ? 0 : piece.Ends![start - 1], length = count == 0 ? 0 : piece.Ends![start + count - 1] - first;
            piece.Text.AsSpan(first, length).CopyTo(TextRoom(end, length));
            for (int i = 0; i < count; i++) ends[i] = piece.Ends![start + i] - first + end;
            return;
        }

        byte[][] levels = Array.ConvertAll(piece.Levels!, Encoding.UTF8.GetBytes);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> value = piece.Codes![start + i] is var code and >= 0 ? levels[code] : default;
            value.CopyTo(TextRoom(end, value.Length));
            ends[i] = end += value.Length;
        }
    }

    private void CodesToText()
    {
        _kind = CsvKind.Text;
        byte[][] levels = [.. _levels.InOrderOfCodes.Select(Encoding.UTF8.GetBytes)];
        Reserve(ref _ends, _rows);
        int end = 0;
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> value = _codes[row] is var code and >= 0 ? levels[code] : default;
            value.CopyTo(TextRoom(end, value.Length));
            _ends[row] = end += value.Length;
        }

        _codes = [];
    }

    private Span<byte> TextRoom(int end, int length)
    {
        long needed = (long)end + length;
        if (needed > Array.MaxLength)
            throw new MlopsException("MLO1010", "A column has more than 2 GiB of text, which a text column cannot hold. Read the file in batches with CsvSource.Open.");
        return Reserve(ref _text, needed).Slice(end, length);
    }

    private ReadOnlyMemory<int> Offsets()
    {
        if (_offsets.Length <= _rows) _offsets = new int[_rows + 1];
        _ends.AsSpan(0, _rows).CopyTo(_offsets.AsSpan(1));
        if (!_isUsedAgain) _ends = [];
        return _offsets.AsMemory(0, _rows + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlyMemory<bool> FlagsOfCodes()
    {
        bool[] map = [.. _levels.InOrderOfCodes.Select(CsvFlags.IsTrue)];
        Reserve(ref _flags, _rows);
        for (int row = 0; row < _rows; row++) _flags[row] = _codes[row] >= 0 && map[_codes[row]];
        return _flags.AsMemory(0, _rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Recode(string name, CategoryLevels levels)
    {
        int[] map = [.. _levels.InOrderOfCodes.Select(levels.IndexOf)];
        if (Array.IndexOf(map, -1) is var unknown and >= 0)
            throw new MlopsException("MLO1511", $"Column '{name}' has the value {CsvFault.Show(Encoding.UTF8.GetBytes(_levels.InOrderOfCodes.ElementAt(unknown)))}, which the file did not have when its types were found: it changed. Read a copy that nobody writes to.");
        foreach (ref int code in _codes.AsSpan(0, _rows)) code = code < 0 ? -1 : map[code];
    }
}

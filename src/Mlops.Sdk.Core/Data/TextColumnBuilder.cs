using System.Text;

namespace Mlops.Sdk;

/// <summary>Builds a <see cref="TextColumn"/> row by row.</summary>
public sealed class TextColumnBuilder
{
    private byte[] _bytes;
    private int[] _offsets;
    private ulong[]? _missing;
    private int _rows;

    /// <summary>A builder with room for a number of rows to begin with.</summary>
    public TextColumnBuilder(int capacity = 16)
    {
        _offsets = new int[Math.Max(capacity, 15) + 1];
        _bytes = new byte[Math.Max(capacity, 16) * 8L > int.MaxValue ? int.MaxValue / 2 : Math.Max(capacity, 16) * 8];
    }

    /// <summary>The rows so far.</summary>
    public int Length => _rows;

    /// <summary>Adds a row of UTF-8, which is taken as it is.</summary>
    /// <exception cref="MlopsException">MLO1010: the column would pass 2 GiB.</exception>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        int start = _offsets[_rows];
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(start));
        Close(start + utf8.Length);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="MlopsException">MLO1010: the column would pass 2 GiB.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        int start = _offsets[_rows];
        Reserve(Encoding.UTF8.GetByteCount(text));
        Close(start + Encoding.UTF8.GetBytes(text, _bytes.AsSpan(start)));
    }

    /// <summary>Adds a missing row.</summary>
    public void AppendMissing()
    {
        int word = _rows >> 6;
        if (_missing is null || _missing.Length <= word) Array.Resize(ref _missing, Math.Max(word + 1, (_missing?.Length ?? 0) * 2));
        _missing[word] |= 1UL << _rows;
        Close(_offsets[_rows]);
    }

    /// <summary>The column of the rows so far. The builder may be used on; what it adds later is not seen by the column.</summary>
    public TextColumn Build(string name)
    {
        int used = _offsets[_rows];
        byte[] bytes = _bytes.AsSpan(0, used).ToArray();
        int[] offsets = _offsets.AsSpan(0, _rows + 1).ToArray();
        MissingMask missing = default;
        if (_missing is not null)
        {
            var words = new ulong[(_rows + 63) / 64];
            _missing.AsSpan(0, Math.Min(words.Length, _missing.Length)).CopyTo(words);
            missing = MissingMask.FromWords(words, _rows);
        }

        return new TextColumn(name, bytes, offsets, missing);
    }

    private void Reserve(int count)
    {
        long needed = (long)_offsets[_rows] + count;
        if (needed <= _bytes.Length) return;
        if (needed > Array.MaxLength)
            throw new MlopsException("MLO1010", $"A text column can hold 2 GiB of UTF-8 and row {_rows} would pass that. Read the source in batches, or leave the column out.");
        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength));
    }

    private void Close(int end)
    {
        _rows++;
        if (_rows == _offsets.Length) Array.Resize(ref _offsets, _offsets.Length * 2);
        _offsets[_rows] = end;
    }
}

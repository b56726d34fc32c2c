using System.Buffers;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <content>Strings, and values of declared types.</content>
internal sealed partial class CsvColumnParser
{
    // Begins again at the first row of the block: what was read as numbers may be spelt in more than one way.
    private CsvPiece Strings(bool categories, int limit)
    {
        _missing = null;
        _seen |= CsvEvidence.String;
        return categories ? Categories(limit) : Texts(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CsvPiece Categories(int limit)
    {
        _dictionary.Clear();
        // That many bytes are more characters than a level of an inferred category may have.
        int longest = limit == int.MaxValue ? int.MaxValue : 3 * TextOrCategory.MaxLength;
        int[] codes = ArrayPool<int>.Shared.Rent(_rows);
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            CsvNull verdict = _nulls.Judge(field, quoted);
            if (verdict == CsvNull.Missing)
            {
                MarkMissing(row);
                codes[row] = -1;
                continue;
            }

            if (verdict == CsvNull.MissingUnlessString) _seen |= CsvEvidence.SoftNull;
            if (field.Length > longest) return TextsInstead(codes, row);
            codes[row] = _dictionary.CodeOf(field);
            if (_dictionary.Count > limit) return TextsInstead(codes, row);
        }

        return new CsvPiece { Kind = CsvKind.Category, Rows = _rows, Seen = _seen, Codes = codes, Levels = _dictionary.ToLevels(), Missing = _missing };
    }

    private CsvPiece TextsInstead(int[] codes, int marked)
    {
        ArrayPool<int>.Shared.Return(codes);
        return Texts(marked);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CsvPiece Texts(int marked)
    {
        _seen |= CsvEvidence.ManyLevels;
        int[] ends = ArrayPool<int>.Shared.Rent(_rows);
        int end = 0;
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            CsvNull verdict = _nulls.Judge(field, quoted);
            if (verdict == CsvNull.Missing)
            {
                if (row >= marked) MarkMissing(row);
                field = default;
            }
            else if (verdict == CsvNull.MissingUnlessString)
            {
                _seen |= CsvEvidence.SoftNull;
            }

            if (end + field.Length > _text.Length) Array.Resize(ref _text, Math.Max(end + field.Length, _text.Length * 2));
            field.CopyTo(_text.AsSpan(end));
            ends[row] = end += field.Length;
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(end);
        _text.AsSpan(0, end).CopyTo(text);
        return new CsvPiece { Kind = CsvKind.Text, Rows = _rows, Seen = _seen, Text = text, Ends = ends, Missing = _missing };
    }

    private CsvPiece Strict(ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Category: return Strings(categories: true, int.MaxValue);
            case ColumnType.Text: return Strings(categories: false, 0);
            case ColumnType.Number: return new CsvPiece { Kind = CsvKind.Number, Rows = _rows, Doubles = StrictNumbers(), Missing = _missing, HasNaN = _hasNaN };
            case ColumnType.Flag: return new CsvPiece { Kind = CsvKind.Flag, Rows = _rows, Flags = StrictFlags(), Missing = _missing };
            case ColumnType.Timestamp: return new CsvPiece { Kind = CsvKind.Timestamp, Rows = _rows, Longs = StrictLongs(timestamps: true), Missing = _missing };
            default: return new CsvPiece { Kind = CsvKind.Integer, Rows = _rows, Longs = StrictLongs(timestamps: false), Missing = _missing };
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] StrictNumbers()
    {
        double[] values = ArrayPool<double>.Shared.Rent(_rows);
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            if (TakeNull(field, quoted, row) || (FormOf(field, out values[row]) == CsvNumberForm.None && Reject(field, row))) values[row] = double.NaN;
            else _hasNaN |= double.IsNaN(values[row]);
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long[] StrictLongs(bool timestamps)
    {
        long[] values = ArrayPool<long>.Shared.Rent(_rows);
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            values[row] = 0;
            if (TakeNull(field, quoted, row)) continue;
            bool fits = timestamps ? _timestamps.TryParse(field, out values[row]) : CsvNumbers.TryInteger(WithoutZeros(field), out values[row]);
            if (!fits && Reject(field, row)) values[row] = 0;
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool[] StrictFlags()
    {
        bool[] values = ArrayPool<bool>.Shared.Rent(_rows);
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            values[row] = false;
            if (TakeNull(field, quoted, row)) continue;
            bool? flag = CsvFlags.Read(field);
            if (flag is null) Reject(field, row);
            values[row] = flag ?? false;
        }

        return values;
    }

    // A declared integer may be padded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> field) => field.Length > 1 && field[0] == '0' ? TrimZeros(field) : field;

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> field)
    {
        ReadOnlySpan<byte> digits = field.TrimStart((byte)'0');
        return digits.Length == field.Length ? field : digits.IsEmpty ? field[^1..] : (uint)digits[0] - '0' <= 9 ? digits : field;
    }

    private bool Reject(ReadOnlySpan<byte> field, int row)
    {
        MarkMissing(row);
        if (_options.OnBadValue == BadValueHandling.Missing || Fault is not null) return true;
        Fault = new CsvFault("MLO1507", _tokens.OffsetOf(row, _column), row, _name,
            $"{CsvFault.Show(field)} is not {(_strictType is ColumnType.Integer ? "an" : "a")} {_strictType}. Correct the value, add it to CsvOptions.NullSpellings if it means missing, set OnBadValue = BadValueHandling.Missing, or declare another type in CsvOptions.Types.");
        return true;
    }
}

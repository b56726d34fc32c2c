using System.Buffers;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Turns the fields of one column of a block into values. Belongs to one thread at a time; used again from block to block.</summary>
/// <remarks>The loops are optimized at once: a file is mostly read once in the life of a process, which is too short for the tiers of the compiler.</remarks>
internal sealed partial class CsvColumnParser
{
    private readonly CsvOptions _options;
    private readonly CsvNulls _nulls;
    private readonly CsvTimestamps _timestamps;
    private readonly CsvDictionary _dictionary = new();
    private readonly byte _mark;
    private byte[] _scratch = [];
    private byte[] _text = new byte[1 << 12];

    private CsvTokens _tokens = null!;
    private int _column;
    private int _rows;
    private ulong[]? _missing;
    private CsvEvidence _seen;
    private bool _hasNaN;
    private string _name = "";
    private ColumnType? _strictType;

    public CsvColumnParser(CsvOptions options)
    {
        _options = options;
        _nulls = new CsvNulls(options);
        _timestamps = new CsvTimestamps(options.TimestampFormats);
        _mark = (byte)options.DecimalMark;
    }

    /// <summary>The first value that does not fit the strict type, where that is an error.</summary>
    public CsvFault? Fault { get; private set; }

    /// <summary>Reads a column.</summary>
    /// <param name="tokens">The fields of the block.</param>
    /// <param name="column">The column.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="start">What to try first where the type is inferred.</param>
    /// <param name="strict">The type that every value has to fit, or null to infer it.</param>
    public CsvPiece Parse(CsvTokens tokens, int column, string name, CsvKind start, ColumnType? strict)
    {
        (_tokens, _column, _rows, _name, _strictType) = (tokens, column, tokens.Rows, name, strict);
        (_missing, _seen, _hasNaN, Fault) = (null, CsvEvidence.None, false, null);
        return strict is { } type ? Strict(type) : start switch
        {
            CsvKind.Number => Numbers(ArrayPool<double>.Shared.Rent(_rows), 0),
            CsvKind.BigInteger => WholeOrNumbers(ArrayPool<double>.Shared.Rent(_rows), 0),
            CsvKind.Timestamp => Timestamps(0),
            CsvKind.Category => Strings(categories: true, _options.MaxCategoryLevels),
            CsvKind.Text => Strings(categories: false, 0),
            _ => Integers(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Field(int row, out bool quoted) => _tokens.Field(row, _column, ref _scratch, out quoted);

    // True where the field is missing in a column that is not one of strings.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TakeNull(ReadOnlySpan<byte> field, bool quoted, int row)
    {
        CsvNull verdict = _nulls.Judge(field, quoted);
        if (verdict == CsvNull.Value) return false;
        if (verdict == CsvNull.MissingUnlessString) _seen |= CsvEvidence.SoftNull;
        MarkMissing(row);
        return true;
    }

    private void MarkMissing(int row)
    {
        _missing ??= new ulong[(_rows + 63) / 64];
        _missing[row >> 6] |= 1UL << row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CsvPiece Integers()
    {
        long[] values = ArrayPool<long>.Shared.Rent(_rows);
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            if (TakeNull(field, quoted, row))
            {
                values[row] = 0;
                continue;
            }

            if (CsvNumbers.TryInteger(field, out values[row]))
            {
                _seen |= CsvEvidence.Integer;
                continue;
            }

            return AfterIntegers(values, row, field);
        }

        return new CsvPiece { Kind = (_seen & CsvEvidence.Integer) == 0 ? CsvKind.None : CsvKind.Integer, Rows = _rows, Seen = _seen, Longs = values, Missing = _missing };
    }

    private CsvPiece AfterIntegers(long[] values, int row, ReadOnlySpan<byte> field)
    {
        if (FormOf(field, out _) is CsvNumberForm.Number or CsvNumberForm.BigInteger)
        {
            double[] numbers = ArrayPool<double>.Shared.Rent(_rows);
            for (int i = 0; i < row; i++) numbers[i] = _missing is not null && (_missing[i >> 6] >> i & 1) != 0 ? double.NaN : values[i];
            ArrayPool<long>.Shared.Return(values);
            return WholeOrNumbers(numbers, row);
        }

        return (_seen & CsvEvidence.Integer) == 0 && _timestamps.TryParse(field, out _) ? Timestamps(row) : Strings(categories: true, _options.MaxCategoryLevels);
    }

    // Whole numbers beyond 64 bits alone are identifiers and keep their spelling.
    private CsvPiece WholeOrNumbers(double[] values, int from)
    {
        CsvPiece piece = Numbers(values, from);
        if (piece.Kind != CsvKind.Number || (_seen & CsvEvidence.Number) != 0) return piece;
        piece.Release();
        _missing = null;
        return Categories(_options.MaxCategoryLevels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CsvPiece Numbers(double[] values, int from)
    {
        for (int row = from; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            if (TakeNull(field, quoted, row))
            {
                values[row] = double.NaN;
                continue;
            }

            CsvNumberForm form = FormOf(field, out double value);
            if (form is CsvNumberForm.None or CsvNumberForm.Padded) return Strings(categories: true, _options.MaxCategoryLevels);
            _seen |= form switch { CsvNumberForm.Integer => CsvEvidence.Integer, CsvNumberForm.BigInteger => CsvEvidence.BigInteger, _ => CsvEvidence.Number };
            _hasNaN |= double.IsNaN(value);
            values[row] = value;
        }

        return new CsvPiece { Kind = CsvKind.Number, Rows = _rows, Seen = _seen, Doubles = values, Missing = _missing, HasNaN = _hasNaN };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CsvPiece Timestamps(int from)
    {
        long[] ticks = ArrayPool<long>.Shared.Rent(_rows);
        ticks.AsSpan(0, from).Clear();
        for (int row = from; row < _rows; row++)
        {
            ReadOnlySpan<byte> field = Field(row, out bool quoted);
            if (TakeNull(field, quoted, row))
            {
                ticks[row] = 0;
                continue;
            }

            if (!_timestamps.TryParse(field, out ticks[row])) return Strings(categories: true, _options.MaxCategoryLevels);
            _seen |= CsvEvidence.Timestamp;
        }

        return new CsvPiece { Kind = (_seen & CsvEvidence.Timestamp) == 0 ? CsvKind.None : CsvKind.Timestamp, Rows = _rows, Seen = _seen, Longs = ticks, Missing = _missing };
    }

    private CsvNumberForm FormOf(ReadOnlySpan<byte> field, out double value) => CsvNumbers.TryNumber(field, _mark, out value);
}

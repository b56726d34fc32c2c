using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>Joins pieces to a column as they come, in one array of about the final size, so that the pieces need not be kept.</summary>
/// <remarks>The kind widens as pieces need it: whole numbers to numbers, categories to text. What cannot be widened without the file is given up, and the column has to be read again.</remarks>
internal sealed partial class CsvColumnBuilder(int levelLimit)
{
    private readonly CsvLevels _levels = new(levelLimit);
    private long[] _longs = [];
    private double[] _doubles = [];
    private bool[] _flags = [];
    private int[] _codes = [];
    private int[] _ends = [];
    private int[] _offsets = [];
    private byte[] _text = [];
    private ulong[] _missing = [];
    private CsvKind _kind;
    private bool _givenUp;
    private bool _softNulls;
    private bool _hasNaN;
    private bool _isUsedAgain;
    private int _rows;
    private int _missingCount;
    private double _fraction = 1;

    public CsvEvidence Seen { get; private set; }

    /// <summary>The rows that hold a value.</summary>
    public long Values => _rows - _missingCount;

    /// <summary>The different strings, while they are few enough.</summary>
    public CsvLevels Levels => _levels;

    /// <summary>Whether the values as they are held cannot become a kind.</summary>
    public bool HasToBeReadAs(CsvKind kind) => kind switch
    {
        CsvKind.Category or CsvKind.Text => _givenUp || _softNulls || _kind is not (CsvKind.None or CsvKind.Category or CsvKind.Text),
        CsvKind.Number => _givenUp,
        _ => false,
    };

    /// <summary>Adds rows.</summary>
    /// <param name="piece">A piece.</param>
    /// <param name="start">Its first row to add.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="fraction">The share of all rows that will then have come, as far as is known; it sizes the arrays.</param>
    public void Append(CsvPiece piece, int start, int count, double fraction)
    {
        _fraction = fraction;
        Seen |= piece.Seen;
        _softNulls |= piece.Kind is not (CsvKind.Category or CsvKind.Text) && (piece.Seen & CsvEvidence.SoftNull) != 0;
        _hasNaN |= piece.HasNaN;
        if (!_givenUp)
        {
            AppendMissing(piece, start, count);
            Widen(piece.Kind);
            AppendValues(piece, start, count);
        }

        _rows += count;
    }

    /// <summary>Says, before anything is added, what type the column will have, so that pieces of a narrower kind are widened as they come.</summary>
    public void Expect(ColumnType type)
    {
        if (type is ColumnType.Number or ColumnType.Text) _kind = CsvInference.KindOf(type);
    }

    /// <summary>Begins a column again, in the memory of the last one.</summary>
    public void Clear()
    {
        Array.Clear(_missing);
        _levels.Clear();
        (_kind, _rows, _missingCount, _fraction, Seen) = (CsvKind.None, 0, 0, 1, CsvEvidence.None);
        (_givenUp, _softNulls, _hasNaN, _isUsedAgain) = (false, false, false, true);
    }

    private void Widen(CsvKind kind)
    {
        if (kind == _kind || kind == CsvKind.None) return;
        switch (_kind, kind)
        {
            case (CsvKind.None, _):
                _kind = kind;
                Blank(0, _rows);
                break;
            case (CsvKind.Integer, CsvKind.Number):
                Reserve(ref _doubles, _rows);
                for (int row = 0; row < _rows; row++) _doubles[row] = IsMissing(row) ? double.NaN : _longs[row];
                (_kind, _longs) = (CsvKind.Number, []);
                break;
            case (CsvKind.Category, CsvKind.Text):
                CodesToText();
                break;
            case (CsvKind.Number, CsvKind.Integer) or (CsvKind.Text, CsvKind.Category):
                break;
            default:
                _givenUp = true;
                (_longs, _doubles, _flags, _codes, _ends, _text) = ([], [], [], [], [], []);
                break;
        }
    }

    private void AppendValues(CsvPiece piece, int start, int count)
    {
        if (_givenUp || _kind == CsvKind.None) return;
        if (piece.Kind == CsvKind.None) Blank(_rows, count);
        else if (piece.Kind is CsvKind.Category or CsvKind.Text) AppendStrings(piece, start, count);
        else if (_kind == CsvKind.Flag) piece.Flags.AsSpan(start, count).CopyTo(Room(ref _flags, count));
        else if (_kind == CsvKind.Number && piece.Kind == CsvKind.Integer) AppendWhole(piece, start, count);
        else if (_kind == CsvKind.Number) piece.Doubles.AsSpan(start, count).CopyTo(Room(ref _doubles, count));
        else piece.Longs.AsSpan(start, count).CopyTo(Room(ref _longs, count));
    }

    // Converting a whole number of 64 bits is the same as parsing its digits as a number.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendWhole(CsvPiece piece, int start, int count)
    {
        Span<double> room = Room(ref _doubles, count);
        for (int i = 0; i < count; i++) room[i] = piece.IsMissing(start + i) ? double.NaN : piece.Longs![start + i];
    }

    // Rows of blocks in which every value was missing.
    private void Blank(int row, int count)
    {
        switch (_kind)
        {
            case CsvKind.Number: Reserve(ref _doubles, row + count).Slice(row, count).Fill(double.NaN); break;
            case CsvKind.Flag: Reserve(ref _flags, row + count).Slice(row, count).Clear(); break;
            case CsvKind.Category: Reserve(ref _codes, row + count).Slice(row, count).Fill(-1); break;
            case CsvKind.Text: Reserve(ref _ends, row + count).Slice(row, count).Fill(row == 0 ? 0 : _ends[row - 1]); break;
            default: Reserve(ref _longs, row + count).Slice(row, count).Clear(); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendMissing(CsvPiece piece, int start, int count)
    {
        if (piece.Missing is null) return;
        int last = (_rows + count - 1) >> 6;
        if (last >= _missing.Length) Array.Resize(ref _missing, Math.Max(last + 1, _missing.Length * 2));
        for (int i = 0; i < count; i++)
        {
            if (!piece.IsMissing(start + i)) continue;
            _missing[(_rows + i) >> 6] |= 1UL << (_rows + i);
            _missingCount++;
        }
    }

    private bool IsMissing(int row) => row >> 6 < _missing.Length && (_missing[row >> 6] >> row & 1) != 0;

    private Span<T> Room<T>(ref T[] array, int count) => Reserve(ref array, _rows + count).Slice(_rows, count);

    // The room beyond the rows is not touched and takes no memory of the machine until it is.
    private Span<T> Reserve<T>(ref T[] array, long needed)
    {
        if (needed <= array.Length) return array;
        double expected = _fraction >= 1 ? needed : Math.Min(1.1 * needed / Math.Max(_fraction, 1e-9), 1024.0 * needed);
        long capacity = Math.Max((long)expected, array.Length == 0 ? needed : needed + (needed / 4));
        T[] larger = GC.AllocateUninitializedArray<T>((int)Math.Min(capacity, Array.MaxLength));
        array.CopyTo(larger, 0);
        array = larger;
        return array;
    }

    // Room that was never touched costs nothing, and copying would hold the column twice.
    private ReadOnlyMemory<T> Trim<T>(T[] array, int count) =>
        !_isUsedAgain && array.Length - count > count / 2 ? array.AsSpan(0, count).ToArray() : array.AsMemory(0, count);
}

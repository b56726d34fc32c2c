using System.Buffers;

namespace Mlops.Sdk;

/// <summary>What the fields of a column have been, over any number of blocks.</summary>
[Flags]
internal enum CsvEvidence
{
    /// <summary>Missing values only.</summary>
    None = 0,

    /// <summary>Whole numbers within 64 bits.</summary>
    Integer = 1,

    /// <summary>Numbers with a fraction or an exponent.</summary>
    Number = 2,

    /// <summary>Whole numbers beyond 64 bits.</summary>
    BigInteger = 4,

    /// <summary>Timestamps.</summary>
    Timestamp = 8,

    /// <summary>Something that is none of these.</summary>
    String = 16,

    /// <summary>Null spellings that are values if the column is one of strings.</summary>
    SoftNull = 32,

    /// <summary>More different strings than a category may have.</summary>
    ManyLevels = 64,
}

/// <summary>How the values of a piece are held.</summary>
internal enum CsvKind : byte
{
    /// <summary>Nothing is known yet, or every row is missing.</summary>
    None,

    /// <summary><see cref="CsvPiece.Longs"/>.</summary>
    Integer,

    /// <summary><see cref="CsvPiece.Doubles"/>.</summary>
    Number,

    /// <summary>Ticks in <see cref="CsvPiece.Longs"/>.</summary>
    Timestamp,

    /// <summary><see cref="CsvPiece.Flags"/>.</summary>
    Flag,

    /// <summary><see cref="CsvPiece.Codes"/> into <see cref="CsvPiece.Levels"/>.</summary>
    Category,

    /// <summary><see cref="CsvPiece.Text"/> and <see cref="CsvPiece.Ends"/>.</summary>
    Text,

    /// <summary>No piece is of this kind, it is only begun with: whole numbers some of which are beyond 64 bits, kept as they are spelt until a fraction shows that they are numbers.</summary>
    BigInteger,
}

/// <summary>One column of one block. The arrays of values come from the shared pools and may be longer than the rows.</summary>
internal sealed class CsvPiece
{
    public required CsvKind Kind { get; init; }

    public required int Rows { get; init; }

    public CsvEvidence Seen { get; init; }

    public long[]? Longs { get; init; }

    public double[]? Doubles { get; init; }

    public bool[]? Flags { get; init; }

    public int[]? Codes { get; init; }

    public string[]? Levels { get; init; }

    public byte[]? Text { get; init; }

    public int[]? Ends { get; init; }

    /// <summary>One bit a row, or null where none is missing.</summary>
    public ulong[]? Missing { get; init; }

    /// <summary>Whether NaN is among the values of rows that are not missing.</summary>
    public bool HasNaN { get; init; }

    public bool IsMissing(int row) => Missing is not null && (Missing[row >> 6] >> row & 1) != 0;

    /// <summary>Gives the arrays back; the piece is not used afterwards.</summary>
    public void Release()
    {
        Return(Longs);
        Return(Doubles);
        Return(Flags);
        Return(Codes);
        Return(Ends);
        Return(Text);
    }

    public int MissingCount()
    {
        int count = 0;
        if (Missing is not null)
            foreach (ulong word in Missing) count += System.Numerics.BitOperations.PopCount(word);
        return count;
    }

    private static void Return<T>(T[]? array)
    {
        if (array is not null) ArrayPool<T>.Shared.Return(array);
    }
}

/// <summary>What evidence amounts to.</summary>
internal static class CsvInference
{
    private const CsvEvidence Numeric = CsvEvidence.Integer | CsvEvidence.Number | CsvEvidence.BigInteger;

    /// <summary>The kind that holds every field seen; Category stands for strings of any number of levels.</summary>
    public static CsvKind Decide(CsvEvidence seen)
    {
        bool numbers = (seen & Numeric) != 0, times = (seen & CsvEvidence.Timestamp) != 0;
        if ((seen & CsvEvidence.String) != 0 || (numbers && times)) return Strings(seen);
        if (times) return CsvKind.Timestamp;
        if ((seen & CsvEvidence.Number) != 0) return CsvKind.Number;
        if ((seen & CsvEvidence.BigInteger) != 0) return Strings(seen);
        if (numbers) return CsvKind.Integer;
        return (seen & CsvEvidence.SoftNull) != 0 ? Strings(seen) : CsvKind.None;
    }

    /// <summary>The kind to begin the next block with. Only a hint: big integers may turn out to be numbers, and a column of null spellings begins as nothing.</summary>
    public static CsvKind Hint(CsvEvidence seen) => (seen & ~CsvEvidence.SoftNull) switch
    {
        CsvEvidence.None => CsvKind.None,
        var known when AreBigIntegers(known) => CsvKind.BigInteger,
        _ => Decide(seen),
    };

    /// <summary>Whether all values are whole numbers, and some beyond 64 bits.</summary>
    public static bool AreBigIntegers(CsvEvidence seen) => (seen & (CsvEvidence.BigInteger | CsvEvidence.Number | CsvEvidence.Timestamp | CsvEvidence.String)) == CsvEvidence.BigInteger;

    public static CsvKind KindOf(ColumnType type) => type switch
    {
        ColumnType.Number => CsvKind.Number,
        ColumnType.Integer => CsvKind.Integer,
        ColumnType.Flag => CsvKind.Flag,
        ColumnType.Category => CsvKind.Category,
        ColumnType.Timestamp => CsvKind.Timestamp,
        _ => CsvKind.Text,
    };

    private static CsvKind Strings(CsvEvidence seen) => (seen & CsvEvidence.ManyLevels) != 0 ? CsvKind.Text : CsvKind.Category;
}

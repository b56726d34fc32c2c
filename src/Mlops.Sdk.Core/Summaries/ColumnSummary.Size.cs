using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnSummary
{
    /// <summary>The format from which on sums of integers and bytes of texts are stored.</summary>
    internal const int WithSizes = 4;

    private const int Unknown = -1, LevelBytes = 32;

    // More than any table; what adds up sizes of columns does not overflow by a state that was made up.
    private const long MostTextBytes = 1L << 50;

    private Int128 _wholeSum;
    private long _textBytes;

    /// <summary>The sum of the finite numbers. Of integers and flags it is exact before it is rounded to a double, whatever their order; of other numbers the mean times their count.</summary>
    public double Sum => Type switch
    {
        ColumnType.Integer => (double)_wholeSum,
        ColumnType.Flag => PresentCount - ZeroCount,
        _ => Numbers.Sum,
    };

    /// <summary>How many bytes all texts or categories have in UTF-8, row by row; null for other columns, and in a stored summary of a version that did not count them.</summary>
    public long? TextBytes => Type is ColumnType.Text or ColumnType.Category && _textBytes != Unknown ? _textBytes : null;

    /// <summary>
    /// How many bytes the column takes in memory as a <see cref="Dataset"/>: 8 a row for numbers, integers and timestamps, 1 for flags, 4 for categories and texts, with the bytes of the texts, the levels, and one bit a row where some are missing.
    /// The levels are estimated where not all are known. Null where <see cref="TextBytes"/> is not known.
    /// </summary>
    public long? MemoryBytes => Type switch
    {
        ColumnType.Number => 8 * RowCount,
        ColumnType.Integer or ColumnType.Timestamp => (8 * RowCount) + MaskBytes,
        ColumnType.Flag => RowCount + MaskBytes,
        ColumnType.Category => LevelsBytes is { } levels ? (4 * RowCount) + levels : null,
        _ => TextBytes is { } bytes ? (4 * (RowCount + 1)) + bytes + MaskBytes : null,
    };

    /// <summary>The median distance of the numbers from their median, infinities included, not scaled; NaN without values and for columns that are not numeric. Exact up to <see cref="DatasetSummaryOptions.ExactValues"/> values.</summary>
    public double MedianAbsoluteDeviation => Type is ColumnType.Number or ColumnType.Integer ? _values.MedianDeviation().Value : double.NaN;

    /// <summary>How far <see cref="MedianAbsoluteDeviation"/> may be off with 99 % confidence, in the unit of the column; 0 where it is exact.</summary>
    public double MedianAbsoluteDeviationBound => Type is ColumnType.Number or ColumnType.Integer ? _values.MedianDeviation().Bound : 0;

    /// <summary>The probability that two values drawn at random, with replacement, differ (Gini's impurity): 0 is one value, near 1 many, all as frequent. Null without values, and where the counts of values are not all known.</summary>
    public double? Gini => _values.Gini();

    private long MaskBytes => MissingCount == 0 ? 0 : 8 * ((RowCount + 63) / 64);

    // A level is a string of UTF-16 with a header, and a reference to it.
    private long? LevelsBytes => TextBytes is not { } bytes ? null
        : AreCountsExact ? FrequentValues((int)DistinctCount).Sum(value => LevelBytes + (2L * value.Text.Length))
        : PresentCount == 0 ? 0 : (long)Math.Round(DistinctCount * (LevelBytes + (2.0 * bytes / PresentCount)));

    private static Int128 SumOf(Moments numbers) => double.IsFinite(numbers.Sum) ? (Int128)Math.Round(numbers.Sum) : 0;

    private void MergeSize(ColumnSummary other)
    {
        _wholeSum += other._wholeSum;
        _textBytes = _textBytes == Unknown || other._textBytes == Unknown ? Unknown : _textBytes + other._textBytes;
    }

    private void WriteSize(BinaryWriter writer)
    {
        if (Type == ColumnType.Integer)
        {
            writer.Write((ulong)(UInt128)_wholeSum);
            writer.Write((long)(_wholeSum >> 64));
        }
        else if (Type is ColumnType.Text or ColumnType.Category)
        {
            writer.Write(_textBytes);
        }
    }

    private void ReadSize(BinaryReader reader, long present, int version)
    {
        if (version < WithSizes)
        {
            _textBytes = Unknown;
            return;
        }

        if (Type == ColumnType.Integer)
        {
            ulong low = reader.ReadUInt64();
            _wholeSum = ((Int128)reader.ReadInt64() << 64) + low;
            SummaryFormat.Require(_wholeSum >= (Int128)long.MinValue * present && _wholeSum <= (Int128)long.MaxValue * present, "sum of whole numbers");
        }
        else if (Type is ColumnType.Text or ColumnType.Category)
        {
            _textBytes = reader.ReadInt64();
            SummaryFormat.Require(_textBytes >= Unknown && _textBytes <= MostTextBytes, "bytes of texts");
        }
    }
}

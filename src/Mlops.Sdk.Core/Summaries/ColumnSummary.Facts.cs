using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnSummary
{
    private const int Digits = 10;

    /// <summary>How many different values occur once and how many more often, and whether all differ: exact up to <see cref="DatasetSummaryOptions.ExactValues"/> values, up to 2,048 different ones, and for numbers in strict order; within a bound beyond.</summary>
    public ValueRepeats Repeats => _values.Repeats;

    /// <summary>In what order the numbers, integers or timestamps come, missing rows left out; null below two of them and for other columns.</summary>
    /// <remarks>Of merged parts that of their rows in the order of merging.</remarks>
    public ColumnOrder? Order => _values.Order;

    /// <summary>The entropy of the values in bits; null without values, and where the counts of values are not all known.</summary>
    public double? Entropy => _values.Entropy();

    /// <summary>How uneven the values are: 1 less the entropy as a share of that of as many different values equally often. 0 is even, near 1 is one value; null as <see cref="Entropy"/>, and for one value.</summary>
    public double? Imbalance => Entropy is { } bits && DistinctCount > 1 ? Math.Clamp(1 - (bits / Math.Log2(DistinctCount)), 0, 1) : null;

    /// <summary>How many whole numbers of two digits or more end in each digit from 0 to 9; empty where there are none.</summary>
    public ImmutableArray<long> LastDigits => _digits is null ? [] : [.. _digits.Take(Digits)];

    /// <summary>How many of the numbers of <see cref="LastDigits"/> are multiples of 100.</summary>
    public long HundredsCount => _digits?[Digits] ?? 0;

    /// <summary>The coarsest unit that all timestamps are whole in; null for other columns and without values.</summary>
    public TimeGranularity? Granularity => _time?.Granularity;

    /// <summary>Rows of each day of the week, Monday first; empty for other columns than timestamps.</summary>
    public ImmutableArray<long> Weekdays => _time?.Weekdays ?? [];

    /// <summary>Rows of each hour of the day from 0 to 23; empty for other columns than timestamps.</summary>
    public ImmutableArray<long> Hours => _time?.Hours ?? [];

    /// <summary>The largest span between neighbouring timestamps: exact up to <see cref="DatasetSummaryOptions.ExactValues"/> values, beyond within two of 4,096 bins of the time between the earliest and the latest. Null for other columns, below two moments, and where no bin is empty.</summary>
    public TimeGap? LargestGap
    {
        get
        {
            if (_time is null || Earliest is not { } earliest || Latest is not { } latest || latest <= earliest) return null;
            double range = latest.Ticks - earliest.Ticks;
            if (_values is NumericValues<long> exact && exact.LargestGap() is var (from, to))
                return new TimeGap(new TimeSpan(to - from), new TimeSpan(to - from), new DateTime(from), new DateTime(to), (to - from) / range);
            return _time.Bins.LargestGap() is var (least, most, start, end)
                ? new TimeGap(new TimeSpan((long)least), new TimeSpan((long)most), new DateTime(start), new DateTime(end), (double)least / range)
                : null;
        }
    }

    /// <summary>The lowest different numbers, integers or timestamps with their exact counts, lowest first; empty for other columns.</summary>
    /// <param name="most">How many at most, up to 16.</param>
    public IReadOnlyList<FrequentValue> LowestValues(int most = 5) => _values.Extremes(highest: false, CheckedExtremes(most));

    /// <summary>The highest different numbers, integers or timestamps with their exact counts, highest first; empty for other columns.</summary>
    /// <param name="most">How many at most, up to 16.</param>
    public IReadOnlyList<FrequentValue> HighestValues(int most = 5) => _values.Extremes(highest: true, CheckedExtremes(most));

    private static int CheckedExtremes(int most) => most is >= 0 and <= 16 ? most : throw new ArgumentOutOfRangeException(nameof(most), most, "0 to 16 extreme values are kept.");

    private void AddDigits(ReadOnlySpan<long> values) => DigitPreference.Count(values, _digits ??= new long[DigitPreference.Counters]);

    private void AddDigits(ReadOnlySpan<double> values) => DigitPreference.Count(values, _digits ??= new long[DigitPreference.Counters]);

    private void MergeFacts(ColumnSummary other)
    {
        WholeCount += other.WholeCount;
        MergeSize(other);
        BlankCount += other.BlankCount;
        _time?.Merge(other._time!);
        if (other._digits is null) return;
        _digits ??= new long[DigitPreference.Counters];
        for (int i = 0; i < _digits.Length; i++) _digits[i] += other._digits[i];
    }

    private void WriteFacts(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(WholeCount);
        writer.Write7BitEncodedInt64(BlankCount);
        WriteSize(writer);
        _time?.WriteTo(writer);
        writer.Write(_digits is not null);
        foreach (long count in _digits ?? []) writer.Write7BitEncodedInt64(count);
    }

    private void ReadFacts(BinaryReader reader, long present, int version)
    {
        WholeCount = reader.Read7BitEncodedInt64();
        BlankCount = reader.Read7BitEncodedInt64();
        SummaryFormat.Require(WholeCount >= 0 && WholeCount <= present && BlankCount >= 0 && BlankCount <= present, "count of whole numbers or blank texts");
        ReadSize(reader, present, version);
        _time?.ReadFrom(reader, present);
        if (!reader.ReadBoolean()) return;
        _digits = new long[DigitPreference.Counters];
        for (int i = 0; i < _digits.Length; i++)
        {
            _digits[i] = reader.Read7BitEncodedInt64();
            SummaryFormat.Require(_digits[i] >= 0 && _digits[i] <= present, "digits");
        }
    }
}

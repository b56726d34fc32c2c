using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Numbers of a column that could be card numbers, social security numbers or telephone numbers. Whole numbers only; decimals up to 2^53.</summary>
internal sealed class NumberState : ColumnState
{
    private const long LeastCard = 1_000_000_000_000, LeastSsn = 1_01_0001, MostSsn = 899_99_9999, LeastPhone = 2_000_000_000, MostPhone = 19_999_999_999;
    private const double MostExact = 1L << 53;

    private long _values, _cardShaped, _cards, _ssns, _phones;

    public long Values => _values;

    public long CardShaped => _cardShaped;

    public long Cards => _cards;

    public long Ssns => _ssns;

    public long Phones => _phones;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(Column column)
    {
        bool anyMissing = column.MissingCount > 0;
        if (column is IntegerColumn integers)
        {
            ReadOnlySpan<long> values = integers.Values;
            for (int row = 0; row < values.Length; row++)
                if (!anyMissing || !column.IsMissing(row)) Add(values[row]);
            return;
        }

        foreach (double value in ((NumberColumn)column).Values)
        {
            if (double.IsNaN(value)) continue;
            if (value is >= LeastSsn and <= MostExact && value == Math.Floor(value)) Add((long)value);
            else _values++;
        }
    }

    public override void Add(FrequentValue value)
    {
        double number = Convert.ToDouble(value.Value, System.Globalization.CultureInfo.InvariantCulture);
        if (value.Value is long whole || (number is >= LeastSsn and <= MostExact && number == Math.Floor(number) && (whole = (long)number) > 0)) Add(whole);
        else _values++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(long value)
    {
        _values++;
        if (value < LeastSsn) return;
        if (value >= LeastCard) AddCard(value);
        else if (value <= MostSsn) _ssns += SsnText.IsGivenOut((int)(value / 1_000_000), (int)(value / 10_000 % 100), (int)(value % 10_000)) ? 1 : 0;
        else if (value is >= LeastPhone and <= MostPhone) _phones += value < 10_000_000_000 || value >= 12_000_000_000 ? 1 : 0;
    }

    public override void Merge(ColumnState state)
    {
        var other = (NumberState)state;
        _values += other._values;
        _cardShaped += other._cardShaped;
        _cards += other._cards;
        _ssns += other._ssns;
        _phones += other._phones;
    }

    public override void WriteTo(BinaryWriter writer)
    {
        foreach (long count in (ReadOnlySpan<long>)[_values, _cardShaped, _cards, _ssns, _phones]) writer.Write(count);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        _values = TextFormat.Count(reader, long.MaxValue, "number count");
        _cardShaped = TextFormat.Count(reader, _values, "card count");
        _cards = TextFormat.Count(reader, _cardShaped, "card count");
        _ssns = TextFormat.Count(reader, _values, "number count");
        _phones = TextFormat.Count(reader, _values, "number count");
    }

    private void AddCard(long value)
    {
        Span<byte> text = stackalloc byte[20];
        System.Buffers.Text.Utf8Formatter.TryFormat(value, text, out int length);
        if (!CardText.HasShape(text[..length], out bool passes)) return;
        _cardShaped++;
        if (passes) _cards++;
    }
}

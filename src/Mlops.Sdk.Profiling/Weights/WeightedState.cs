using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is gathered of one column with weights.</summary>
internal sealed class WeightedState
{
    /// <summary>At most so many values of a column are followed with their rows.</summary>
    public const int MostFollowed = 32_768;

    private const int LongestText = 256, LevelCapacity = 16_384;

    private readonly ColumnType _type;
    private WeightedItems<string> _texts;
    private WeightedItems<long> _keys;

    public WeightedState(Field field, DatasetSummaryOptions options)
    {
        _type = field.Type;
        Quantiles = new WeightedQuantileState(options.ExactValues, options.QuantileSketchSize, RandomStream.For(options.Seed, "weights").Split(field.Name).NextUInt64());
        _texts = new WeightedItems<string>(_type == ColumnType.Category ? LevelCapacity : options.FrequentValues);
        _keys = new WeightedItems<long>(options.FrequentValues);
    }

    /// <summary>The weight of all rows.</summary>
    public double TotalWeight { get; private set; }

    /// <summary>The weight of the rows without a value.</summary>
    public double MissingWeight { get; private set; }

    /// <summary>Of the finite numbers.</summary>
    public WeightedMoments Moments { get; private set; } = new();

    /// <summary>Of the numbers, infinite ones included.</summary>
    public WeightedQuantileState Quantiles { get; }

    private bool HasTexts => _type is ColumnType.Category or ColumnType.Text;

    /// <summary>Adds rows.</summary>
    /// <param name="column">The values.</param>
    /// <param name="weights">One weight for each, finite and at least 0.</param>
    public void Add(Column column, double[] weights)
    {
        bool anyMissing = column.MissingCount > 0;
        double total = 0, missing = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            total += weights[row];
            if (anyMissing && column.IsMissing(row)) missing += weights[row];
        }

        TotalWeight += total;
        MissingWeight += missing;
        if (column.IsNumeric) AddNumbers(column.ToNumbers().Span, weights);
        switch (column)
        {
            case CategoryColumn levels: AddLevels(levels, weights); break;
            case TextColumn texts: AddTexts(texts, weights); break;
            case FlagColumn flags: AddFlags(flags, weights); break;
            case IntegerColumn integers: AddKeys(integers, integers.Values, weights); break;
            case TimestampColumn moments: AddKeys(moments, moments.Ticks, weights); break;
            case NumberColumn numbers: AddDoubles(numbers.Values, weights); break;
        }
    }

    public void Merge(WeightedState other)
    {
        TotalWeight += other.TotalWeight;
        MissingWeight += other.MissingWeight;
        Moments.Merge(other.Moments);
        Quantiles.Merge(other.Quantiles);
        _texts.Merge(other._texts);
        _keys.Merge(other._keys);
    }

    /// <summary>The values of most weight, with the least and the greatest weight that they can have.</summary>
    public IEnumerable<(string Text, double Least, double Most)> Heaviest(int most)
    {
        if (HasTexts) return _texts.Top(most).Select(item => (item.Item, item.LowerWeight, item.UpperWeight));
        return _keys.Top(most).Select(item => (TextOf(item.Item), item.LowerWeight, item.UpperWeight));
    }

    private string TextOf(long key) => _type switch
    {
        ColumnType.Flag => new FlagColumn("", new[] { key != 0 }).GetText(0),
        ColumnType.Number => new NumberColumn("", new[] { BitConverter.Int64BitsToDouble(key) }).GetText(0),
        ColumnType.Timestamp => new TimestampColumn("", new[] { key }).GetText(0),
        _ => new IntegerColumn("", new[] { key }).GetText(0),
    };

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(TotalWeight);
        writer.Write(MissingWeight);
        Moments.WriteTo(writer);
        Quantiles.WriteTo(writer);
        _texts.WriteTo(writer, (to, text) => to.Write(text));
        _keys.WriteTo(writer, (to, key) => to.Write(key));
    }

    public void ReadFrom(BinaryReader reader)
    {
        TotalWeight = reader.ReadDouble();
        MissingWeight = reader.ReadDouble();
        if (!(TotalWeight >= 0 && double.IsFinite(TotalWeight) && MissingWeight >= 0 && MissingWeight <= TotalWeight * (1 + 1e-9))) throw new InvalidDataException("The stored weights of a column cannot be.");
        Moments = WeightedMoments.ReadFrom(reader);
        Quantiles.ReadFrom(reader);
        _texts = WeightedItems<string>.ReadFrom(reader, from => from.ReadString());
        _keys = WeightedItems<long>.ReadFrom(reader, from => from.ReadInt64() is var key && (_type != ColumnType.Timestamp || (key >= 0 && key <= DateTime.MaxValue.Ticks)) ? key : throw new InvalidDataException("A stored moment lies outside the calendar."));
    }

    private void AddNumbers(ReadOnlySpan<double> numbers, double[] weights)
    {
        Quantiles.Add(numbers, weights);
        bool anyInfinite = false;
        foreach (double number in numbers) anyInfinite |= double.IsInfinity(number);
        Moments.Add(anyInfinite ? Array.ConvertAll(numbers.ToArray(), number => double.IsInfinity(number) ? double.NaN : number) : numbers, weights);
    }

    private void AddLevels(CategoryColumn column, double[] weights)
    {
        var sums = new double[column.Levels.Count];
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0) sums[codes[row]] += weights[row];

        // In ordinal order, so that the state does not depend on the order of the levels.
        foreach (int code in Enumerable.Range(0, sums.Length).Where(code => sums[code] > 0).OrderBy(code => column.Levels[code], StringComparer.Ordinal))
            _texts.Add(column.Levels[code], sums[code]);
    }

    private void AddTexts(TextColumn column, double[] weights)
    {
        for (int row = 0; row < weights.Length; row++)
            if (weights[row] > 0 && !column.IsMissing(row) && column.GetUtf8(row) is { Length: <= LongestText } text) _texts.Add(Encoding.UTF8.GetString(text), weights[row]);
    }

    private void AddFlags(FlagColumn column, double[] weights)
    {
        ReadOnlySpan<bool> values = column.Values;
        double off = 0, on = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            if (values[row]) on += weights[row];
            else off += weights[row];
        }

        _keys.Add(0, off);
        _keys.Add(1, on);
    }

    // A zero has one key, whatever its sign.
    private void AddDoubles(ReadOnlySpan<double> values, double[] weights)
    {
        for (int row = 0; row < weights.Length; row++)
            if (weights[row] > 0 && !double.IsNaN(values[row])) _keys.Add(BitConverter.DoubleToInt64Bits(values[row] + 0.0), weights[row]);
    }

    private void AddKeys(Column column, ReadOnlySpan<long> values, double[] weights)
    {
        bool anyMissing = column.MissingCount > 0;
        for (int row = 0; row < values.Length; row++)
            if (weights[row] > 0 && !(anyMissing && column.IsMissing(row))) _keys.Add(values[row], weights[row]);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The values of a column of numbers, integers or timestamps: all of them up to a limit, then sketches.</summary>
internal sealed class NumericValues<T>(Field field, DatasetSummaryOptions options) : ColumnValues
    where T : unmanaged, INumber<T>
{
    private readonly OrderState<T> _order = new();
    private ExtremeSet<T>? _lowest;
    private ExtremeSet<T>? _highest;
    private ExactValues<T>? _exact = new();
    private ValueSketch? _values;
    private KllSketch? _quantiles;

    public override long Count => _exact?.Count ?? _quantiles!.Count;

    public override double Distinct => _exact?.Distinct ?? (IsStrict ? Count : _values!.Distinct);

    public override double DistinctStandardError => _values is null || IsStrict ? 0 : _values.DistinctStandardError;

    public override ValueRepeats Repeats => _exact is not null ? ValueRepeats.Exact(_exact.Singletons, _exact.Distinct, Count) : IsStrict ? ValueRepeats.Exact(Count, Count, Count) : _values!.Repeats(Count);

    public override IEnumerable<long>? Counts => _exact is null ? _values!.ExactCounts : _exact.Runs().Select(run => run.Count);

    public override ColumnOrder? Order => _order.Order;

    // Each value is beyond the one before it, so that no two are equal.
    private bool IsStrict => _order.Order is ColumnOrder.StrictlyIncreasing or ColumnOrder.StrictlyDecreasing;

    public override bool AreCountsExact => _values is null || _values.AreCountsExact;

    public override bool AreQuantilesExact => _quantiles is null || _quantiles.IsExact;

    /// <summary>Adds values, and the same as numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<T> values, ReadOnlySpan<double> numbers)
    {
        _order.Add(values);
        if (_exact is not null)
        {
            if (_exact.Count + (long)values.Length <= options.ExactValues)
            {
                _exact.Add(values);
                return;
            }

            BecomeSketch();
        }

        Span<ulong> hashes = SummaryScratch.Hashes.AsSpan(0, values.Length);
        NumericKey<T>.Hash(values, hashes);
        _values!.Add(hashes);
        _quantiles!.Add(numbers);
        _lowest!.Add(values);
        _highest!.Add(values);
    }

    public override IReadOnlyList<FrequentValue> Extremes(bool highest, int most)
    {
        IEnumerable<(T Value, long Count)> found = _exact?.Extremes(highest, most) ?? (highest ? _highest! : _lowest!).Values.Take(most);
        return [.. found.Select(one => Describe(one.Value, one.Count, one.Count))];
    }

    /// <summary>The largest difference of neighbours and the values beside it; null below two values, and where not all are kept.</summary>
    public (T From, T To)? LargestGap()
    {
        if (_exact is null || _exact.Count < 2) return null;
        ReadOnlySpan<T> sorted = _exact.Sorted();
        int at = 1;
        for (int i = 2; i < sorted.Length; i++)
            if (sorted[i] - sorted[i - 1] > sorted[at] - sorted[at - 1]) at = i;
        return (sorted[at - 1], sorted[at]);
    }

    protected override IReadOnlyList<FrequentValue> FindTop(int most)
    {
        if (_exact is null)
        {
            (KeyCount[] counts, long slack) = _values!.Counts();
            return Top(counts.Select(one => (NumericKey<T>.OfHash(one.Key), one.Count)).OrderBy(one => one.Item1), slack, most);
        }

        return Top(_exact.Runs(), 0, most);
    }

    public override double Quantile(double probability) => _exact?.Quantile(Checked(probability)) ?? _quantiles!.Quantile(Checked(probability));

    public override double Rank(double value) => _exact?.Rank(value) ?? _quantiles!.Rank(value);

    protected override (double Value, double Bound) FindMedianDeviation()
    {
        return _exact is not null ? (_exact.MedianDeviation(), 0) : SketchedDeviation.Of(_quantiles!);
    }

    public override double RankErrorBound(double confidence) => _quantiles?.RankErrorBound(confidence) ?? 0;

    public override (double[] Values, long[] CumulativeWeights) ToCumulative() => _exact?.ToCumulative() ?? _quantiles!.ToCumulative();

    public override void Merge(ColumnValues other)
    {
        var part = (NumericValues<T>)other;
        _order.Merge(part._order);
        if (part._exact is { } more && _exact is not null && _exact.Count + (long)more.Count <= options.ExactValues)
        {
            _exact.Add(more.Sorted());
            return;
        }

        if (_exact is not null) BecomeSketch();
        if (part._exact is null)
        {
            _values!.Merge(part._values!);
            _quantiles!.Merge(part._quantiles!);
            _lowest!.Merge(part._lowest!);
            _highest!.Merge(part._highest!);
            return;
        }

        (ValueSketch values, KllSketch quantiles) = part.Sketched();
        _values!.Merge(values);
        _quantiles!.Merge(quantiles);
        AddExtremes(part._exact);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        _order.WriteTo(writer);
        writer.Write7BitEncodedInt(_exact is null ? 0 : _exact.Count + 1);
        _exact?.WriteTo(writer);
        _values?.WriteTo(writer);
        _quantiles?.WriteTo(writer);
        _lowest?.WriteTo(writer);
        _highest?.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader, long present)
    {
        _order.ReadFrom(reader);
        int count = reader.Read7BitEncodedInt() - 1;
        SummaryFormat.Require(count >= -1 && count <= Math.Min(options.ExactValues, present), "number of values");
        if (count >= 0)
        {
            _exact!.ReadFrom(reader, count);
            return;
        }

        _exact = null;
        _values = ValueSketch.ReadFrom(reader, options, present);
        _quantiles = KllSketch.ReadFrom(reader);
        SummaryFormat.Require(_quantiles.Count <= present && _quantiles.K == options.QuantileSketchSize, "quantile sketch");
        (_lowest, _highest) = (new(false), new(true));
        _lowest.ReadFrom(reader, present);
        _highest.ReadFrom(reader, present);
    }

    private void BecomeSketch()
    {
        _exact!.SortOnce();
        (_values, _quantiles) = Sketched();
        (_lowest, _highest) = (new(false), new(true));
        AddExtremes(_exact);
        _exact.Release();
        _exact = null;
    }

    private void AddExtremes(ExactValues<T> exact)
    {
        foreach ((T value, long count) in exact.Extremes(false, ExtremeSet<T>.Most)) _lowest!.Add(value, count);
        foreach ((T value, long count) in exact.Extremes(true, ExtremeSet<T>.Most)) _highest!.Add(value, count);
    }

    // From the sorted values, so that what comes of them does not depend on the order in which they came.
    private (ValueSketch Values, KllSketch Quantiles) Sketched()
    {
        ExactValues<T> exact = _exact!;
        exact.Sorted();
        ValueSketch values = SummaryScratch.WithCounts(exact.Count, counts => ValueSketch.Of(options, counts.AsSpan(0, exact.CopyRuns(counts)), null));
        var quantiles = new KllSketch(options.QuantileSketchSize, RandomStream.For(options.Seed, "summary").Split(field.Name).NextUInt64());
        ReadOnlySpan<T> sorted = exact.Sorted();
        double[] room = SummaryScratch.Finite;
        for (int start = 0; start < sorted.Length; start += room.Length)
        {
            int length = Math.Min(room.Length, sorted.Length - start);
            for (int i = 0; i < length; i++) room[i] = NumericKey<T>.ToNumber(sorted[start + i]);
            quantiles.Add(room.AsSpan(0, length));
        }

        return (values, quantiles);
    }

    private IReadOnlyList<FrequentValue> Top(IEnumerable<(T Value, long Count)> counts, long slack, int most)
    {
        var top = new TopCounts<T>(most);
        foreach ((T value, long count) in counts) top.Add(value, count);
        return [.. top.ToArray().Select(one => Describe(one.Item, one.Count, one.Count + slack))];
    }

    private FrequentValue Describe(T value, long lower, long upper)
    {
        long key = NumericKey<T>.ToKey(value);
        Column one = field.Type switch
        {
            ColumnType.Number => new NumberColumn(field.Name, new[] { BitConverter.Int64BitsToDouble(key) }),
            ColumnType.Timestamp => new TimestampColumn(field.Name, new[] { key }),
            _ => new IntegerColumn(field.Name, new[] { key }),
        };
        return new FrequentValue(one.GetValue(0)!, one.GetText(0), lower, upper);
    }
}

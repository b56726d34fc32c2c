namespace Mlops.Sdk;

/// <summary>How often a flag is true and false: always exact.</summary>
internal sealed class FlagValues : ColumnValues
{
    private long _false;
    private long _true;

    public override long Count => _false + _true;

    public override double Distinct => (_false > 0 ? 1 : 0) + (_true > 0 ? 1 : 0);

    public override double DistinctStandardError => 0;

    public override bool AreCountsExact => true;

    public override ValueRepeats Repeats => ValueRepeats.Exact((_false == 1 ? 1 : 0) + (_true == 1 ? 1 : 0), Distinct, Count);

    public override IEnumerable<long> Counts => new[] { _false, _true }.Where(count => count > 0);

    public void Add(long no, long yes)
    {
        _false += no;
        _true += yes;
    }

    protected override IReadOnlyList<FrequentValue> FindTop(int most)
    {
        (bool Value, long Count)[] both = _true > _false ? [(true, _true), (false, _false)] : [(false, _false), (true, _true)];
        return [.. both.Where(one => one.Count > 0).Take(most).Select(one => new FrequentValue(one.Value, one.Value ? "true" : "false", one.Count, one.Count))];
    }

    public override double Quantile(double probability)
    {
        double place = (Count - 1) * Checked(probability);
        return Count == 0 ? double.NaN : Math.Clamp(place - (_false - 1), 0, 1);
    }

    public override double Rank(double value) => Count == 0 || double.IsNaN(value) ? double.NaN : value < 0 ? 0 : value < 1 ? (double)_false / Count : 1;

    public override (double[] Values, long[] CumulativeWeights) ToCumulative() => (_false > 0, _true > 0) switch
    {
        (true, true) => ([0, 1], [_false, Count]),
        (true, false) => ([0], [_false]),
        (false, true) => ([1], [_true]),
        _ => ([], []),
    };

    public override void Merge(ColumnValues other) => Add(((FlagValues)other)._false, ((FlagValues)other)._true);

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(_false);
        writer.Write7BitEncodedInt64(_true);
    }

    public override void ReadFrom(BinaryReader reader, long present)
    {
        _false = reader.Read7BitEncodedInt64();
        _true = reader.Read7BitEncodedInt64();
        SummaryFormat.Require(_false >= 0 && _true >= 0 && _false <= present && _true == present - _false, "flag counts");
    }
}

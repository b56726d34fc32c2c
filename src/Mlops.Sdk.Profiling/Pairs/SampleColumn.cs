using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column of the sample in the forms that questions about it need, each made once when it is first asked for.</summary>
internal sealed class SampleColumn
{
    private const int Bins = 10;

    private readonly Lazy<ReadOnlyMemory<double>> _numbers;
    private readonly Lazy<ReadOnlyMemory<double>> _finite;
    private readonly Lazy<RankedSample> _ranks;
    private readonly Lazy<(int[] Codes, int Distinct)> _values;
    private readonly Lazy<int[]> _intervals;
    private readonly Lazy<int[]> _shares;

    public SampleColumn(Field field, Column column)
    {
        Field = field;
        Column = column;
        _numbers = new(() => ValueCodes.ToNumbers(column));
        _finite = new(() => ValueCodes.Finite(_numbers!.Value));
        _ranks = new(() => RankedSample.Of(Numbers));
        _values = new(() => ValueCodes.Of(this));
        _intervals = new(() => IsMeasured ? IntervalBins.EqualWidth(Numbers, Bins) : Values);
        _shares = new(() => IsMeasured ? IntervalBins.EqualShare(Numbers, Bins) : Values);
    }

    public Field Field { get; }

    public Column Column { get; }

    public string Name => Field.Name;

    /// <summary>Whether it can be ordered: numbers, integers, flags, timestamps.</summary>
    public bool IsNumeric => Field.IsNumeric || Field.Type == ColumnType.Timestamp;

    /// <summary>Whether its values are names: categories, texts, flags.</summary>
    public bool IsNominal => Field.Type is ColumnType.Category or ColumnType.Text or ColumnType.Flag;

    /// <summary>The values as numbers, NaN where missing; infinities stay.</summary>
    public ReadOnlySpan<double> Numbers => _numbers.Value.Span;

    /// <summary>The values as numbers, NaN where missing or infinite.</summary>
    public ReadOnlySpan<double> Finite => _finite.Value.Span;

    public RankedSample Ranks => _ranks.Value;

    /// <summary>A code for every different value, -1 where missing: for texts and categories in the order of the rows, otherwise ascending.</summary>
    public int[] Values => _values.Value.Codes;

    /// <summary>How many different values there are.</summary>
    public int Distinct => _values.Value.Distinct;

    /// <summary>Bins of equal width, or the values of names.</summary>
    public int[] Intervals => _intervals.Value;

    /// <summary>Bins of equal count, or the values of names.</summary>
    public int[] Shares => _shares.Value;

    public int Present => Column.Length - Column.MissingCount;

    /// <summary>Whether it can go together with others: it varies, and if it holds names, half of them at least occur twice.</summary>
    public bool CanAssociate => Distinct > 1 && (IsNumeric || Distinct <= Present / 2);

    private bool IsMeasured => IsNumeric && !IsNominal;
}

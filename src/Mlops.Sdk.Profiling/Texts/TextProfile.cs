using System.Collections.Immutable;
using System.Text;

namespace Mlops.Sdk;

/// <summary>What the texts or categories of a column hold. All counts are over every row and exact, but for those that say otherwise; merged parts give the same as the whole.</summary>
public sealed partial class TextProfile
{
    private const int MostExamples = 5, MostTypeExamples = 3;

    private readonly string _column;
    private readonly TextState _state;
    private readonly TextTally _tally;
    private readonly TextDecision _decision;
    private readonly TextOptions _options;
    private readonly Redactor _redactor;
    private readonly Lazy<SpellingVariants> _variants;
    private readonly Lazy<ImmutableArray<NearDuplicate>> _near;

    internal TextProfile(ColumnSummary summary, TextState state, SemanticType? declared, TextOptions options, Redactor redactor)
    {
        _column = summary.Name;
        _state = state;
        _tally = state.Tally;
        _options = options;
        _redactor = redactor;
        _decision = TextDecision.Of(_tally, _column, summary.DistinctCount, declared, options);
        _variants = new(() => VariantFacts.Of(summary, state.Spellings, options.Variants, Shown));
        _near = new(() => VariantFacts.NearOf(summary, _decision.Type, options, Shown));
    }

    /// <summary>What the column means: what the caller declared, else the most telling type that <see cref="TextOptions.TypeShare"/> of the values fit, else <see cref="SemanticType.Text"/>.</summary>
    public SemanticType Type => _decision.Type;

    /// <summary>Whether the caller declared <see cref="Type"/>.</summary>
    public bool IsDeclared => _decision.IsDeclared;

    /// <summary>The share of <see cref="Values"/> that fits <see cref="Type"/>, 0 to 1; of <see cref="SemanticType.Text"/>, that is of no other type; NaN without values.</summary>
    public double TypeShare => (double)_decision.Fits / _decision.Values;

    /// <summary>How many values do not fit <see cref="Type"/>; 0 for <see cref="SemanticType.Text"/>.</summary>
    public long Misfits => Type == SemanticType.Text ? 0 : _decision.Values - _decision.Fits;

    /// <summary>Up to five values that do not fit <see cref="Type"/>, chosen by hash, as far as they may be shown.</summary>
    public ImmutableArray<TextExample> Counterexamples => Type == SemanticType.Text ? [] : ExamplesOf(kinds => (kinds & _decision.Fitting) == 0, MostExamples);

    /// <summary>How the values divide among types, the most frequent first: more than one means a mixture.</summary>
    public ImmutableArray<TypeCount> Types => [.. Enum.GetValues<SemanticType>()
        .Select(type => (Type: type, Count: _tally.First(type)))
        .Where(one => one.Count > 0)
        .OrderByDescending(one => one.Count)
        .Select(one => new TypeCount(one.Type, one.Count, (double)one.Count / (_tally.Present - _tally.Kind(TextKinds.NullWord)), ExamplesOf(kinds => TextKinds.First(kinds) == one.Type, MostTypeExamples)))];

    /// <summary>How many rows are of a type, whether or not they are of a more telling one too.</summary>
    /// <param name="type">The type; <see cref="SemanticType.Text"/> for those of none.</param>
    public long CountOf(SemanticType type) => type == SemanticType.Text ? _tally.First(type) : _tally.Kind(type);

    /// <summary>How many rows are not missing.</summary>
    public long Texts => _tally.Texts;

    /// <summary>How many rows have a value: not empty, not blank and not a word for nothing.</summary>
    public long Values => _decision.Values;

    /// <summary>How many rows are empty.</summary>
    public long Empty => _tally[TextTally.Empty];

    /// <summary>How many rows are nothing but space.</summary>
    public long Blank => _tally[TextTally.Blank];

    /// <summary>How many rows are a word for nothing: NA, null, a hyphen.</summary>
    public long NullWords => _tally.Kind(TextKinds.NullWord);

    /// <summary>The spellings of nothing that were met, the most frequent first.</summary>
    public ImmutableArray<NullSpelling> NullSpellings => [.. Enumerable.Range(0, NullText.Count)
        .Where(spelling => _tally.Null(spelling) > 0)
        .GroupBy(NullText.Spelling, StringComparer.Ordinal)
        .Select(group => new NullSpelling(group.Key, group.Sum(_tally.Null), NullText.IsWord(group.First())))
        .OrderByDescending(spelling => spelling.Count)];

    /// <summary>How many values begin or end with space.</summary>
    public long OuterSpaces => _tally[TextTally.OuterSpace];

    /// <summary>How many values have two spaces side by side in their first 64 bytes.</summary>
    public long DoubleSpaces => _tally[TextTally.InnerSpace];

    /// <summary>How many integers begin with a zero that reading them as numbers would lose.</summary>
    public long LeadingZeros => _tally.Kind(TextKinds.LeadingZero);

    /// <summary>How dates and times are written, the most frequent first.</summary>
    public ImmutableArray<NotationCount<DateNotation>> DateNotations => Notations<DateNotation>(notation => _tally.Date(notation));

    /// <summary>Whether dates such as <c>1/2/2024</c> begin with the day or the month.</summary>
    public DateOrder DateOrder => (_tally.Date(DateNotation.DayFirst) > 0, _tally.Date(DateNotation.MonthFirst) > 0) switch
    {
        (true, true) => DateOrder.Mixed,
        (true, false) => DateOrder.DayFirst,
        (false, true) => DateOrder.MonthFirst,
        _ => _tally.Date(DateNotation.DayOrMonthFirst) > 0 ? DateOrder.Ambiguous : DateOrder.None,
    };

    /// <summary>How numbers are written, amounts of money and percentages included, the most frequent first.</summary>
    public ImmutableArray<NotationCount<NumberNotation>> NumberNotations => Notations<NumberNotation>(notation => _tally.Number(notation));

    /// <summary>The decimal mark that most numbers tell of, a point or a comma; null when none does.</summary>
    public char? DecimalMark
    {
        get
        {
            long point = _tally.Number(NumberNotation.Point) + _tally.Number(NumberNotation.GroupedByComma), comma = _tally.Number(NumberNotation.Comma) + _tally.Number(NumberNotation.GroupedByPoint);
            if (point == 0 && comma == 0) point = _tally.Number(NumberNotation.PointOrGroup);
            return point + comma == 0 ? null : point >= comma ? '.' : ',';
        }
    }

    private ImmutableArray<TextExample> ExamplesOf(Func<ulong, bool> kinds, int most) => [.. _state.Examples.Samples
        .Where(sample => !TextKinds.Has(sample.Kinds, TextKinds.NullWord) && kinds(sample.Kinds))
        .SelectMany(sample => sample.Texts)
        .OrderBy(text => text.Hash)
        .Take(most)
        .Select(text => new TextExample(Shown(text.Text, text.Count), text.Count))];

    private static ImmutableArray<NotationCount<T>> Notations<T>(Func<T, long> count)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(notation => new NotationCount<T>(notation, count(notation))).Where(one => one.Count > 0).OrderByDescending(one => one.Count)];

    private string Shown(byte[] text, long count) => Shown(Encoding.UTF8.GetString(text), count);

    private string Shown(string text, long count) => _redactor.Show(_column, text, count);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Mlops.Sdk.Profiling.Tests.Validation;

/// <summary>The obvious way to judge a row by a rule: one value after the other, as the rule reads.</summary>
internal static class SlowRules
{
    /// <summary>Whether the row keeps the rule; null when it is passed over.</summary>
    public static bool? Keeps(Rule rule, Dataset data, int row) => rule switch
    {
        PresentRule present => !data[present.Column].IsMissing(row),
        ValueCountRule count => count.Names.Count(name => !data[name].IsMissing(row)) is var present && present >= count.Min && present <= count.Max,
        MissingRule missing => data[missing.Column].IsMissing(row),
        WhenRule conditional => Keeps(conditional.Condition, data, row) == true ? Keeps(conditional.Then, data, row) : null,
        AnyOfRule any => any.Rules.Select(inner => Keeps(inner, data, row)).ToArray() is var all && all.All(one => one is null) ? null : all.Any(one => one == true),
        CustomRule custom => custom.Holds(data.Row(row)),
        _ => rule.Columns.Any(column => data[column].IsMissing(row)) ? null : KeepsPresent(rule, data, row),
    };

    private static bool KeepsPresent(Rule rule, Dataset data, int row)
    {
        object Value(string column) => data[column].GetValue(row)!;
        double Number(string column) => Value(column) is bool flag ? (flag ? 1 : 0) : Convert.ToDouble(Value(column), CultureInfo.InvariantCulture);
        string Text(string column) => data[column].GetText(row);
        switch (rule)
        {
            case FiniteRule finite: return (finite.AllowNaN || !double.IsNaN(Number(finite.Column))) && (finite.AllowInfinite || !double.IsInfinity(Number(finite.Column)));
            case RangeRule range:
                if (Value(range.Column) is long exact) return InWholeRange(range, exact);
                double x = Number(range.Column);
                double low = (range.Min ?? double.NegativeInfinity) - range.Tolerance, high = (range.Max ?? double.PositiveInfinity) + range.Tolerance;
                return (range.MinExclusive ? x > low : x >= low) && (range.MaxExclusive ? x < high : x <= high);
            case SetRule set:
                bool found = Value(set.Column) switch
                {
                    string text => set.Values.Contains(text),
                    long whole => set.Values.Any(value => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number == whole),
                    bool flag => set.Values.Contains(flag ? "true" : "false"),
                    DateTime moment => set.Values.Any(value => DateTime.Parse(value, CultureInfo.InvariantCulture) == moment),
                    _ => set.Values.Any(value => double.Parse(value, CultureInfo.InvariantCulture) == Number(set.Column)),
                };
                return found != set.Not;
            case PatternRule pattern: return Regex.IsMatch(Text(pattern.Column), $@"\A(?:{pattern.Pattern})\z", RegexOptions.CultureInvariant | (pattern.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None)) != pattern.Not;
            case LengthRule length: return Text(length.Column).EnumerateRunes().Count() is var count && count >= length.Min && count <= (length.Max ?? int.MaxValue);
            case TimeRangeRule time: return ((DateTime)Value(time.Column)).Ticks is var ticks && ticks >= (time.Min ?? 0) && ticks <= (time.Max ?? long.MaxValue);
            case CompareRule compare:
                int sign = Value(compare.Left) is string or DateTime ? Comparer<object>.Default.Compare(Value(compare.Left), Value(compare.Right)) : 0;
                if (Value(compare.Left) is string) return string.Equals(Text(compare.Left), Text(compare.Right), StringComparison.Ordinal) == (compare.Comparison == Comparison.Equal);
                if (Value(compare.Left) is DateTime) return Holds(compare.Comparison, sign, 0);
                if (Value(compare.Left) is long a && Value(compare.Right) is long b) return Holds(compare.Comparison, a.CompareTo(b), 0);
                return Holds(compare.Comparison, Number(compare.Left), Number(compare.Right));
            case SumRule sum:
                double total = sum.Addends.Select(Number).Aggregate((left, right) => left + right), expected = sum.Total is null ? sum.Number : Number(sum.Total);
                return total == expected || Math.Abs(total - expected) <= Math.Max(sum.Tolerance, 1e-12 * Math.Max(Math.Abs(total), Math.Abs(expected)));
            default: throw new ArgumentException(rule.Kind);
        }
    }

    private static bool InWholeRange(RangeRule range, long value)
    {
        bool Above(double limit, bool open) => new System.Numerics.BigInteger(Math.Floor(limit)) is var whole && (value > whole || (value == whole && limit == Math.Floor(limit) && !open));
        bool Below(double limit, bool open) => new System.Numerics.BigInteger(Math.Ceiling(limit)) is var whole && (value < whole || (value == whole && limit == Math.Ceiling(limit) && !open));
        return (range.Min is not { } min || Above(min - range.Tolerance, range.MinExclusive)) && (range.Max is not { } max || Below(max + range.Tolerance, range.MaxExclusive));
    }

    private static bool Holds(Comparison comparison, double left, double right) => comparison switch
    {
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Equal => left == right,
        Comparison.NotEqual => !(left == right),
        Comparison.GreaterOrEqual => left >= right,
        _ => left > right,
    };
}

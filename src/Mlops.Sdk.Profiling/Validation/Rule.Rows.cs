using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

public abstract partial record Rule
{
    /// <summary>The value is there. With <see cref="Mostly"/>: at most the rest may be missing.</summary>
    /// <param name="column">The column.</param>
    public static Rule IsPresent(string column) => new PresentRule(Checked(column));

    /// <summary>The value is missing: for conditions, such as that an order that is open has no closing date.</summary>
    /// <param name="column">The column.</param>
    public static Rule IsMissing(string column) => new MissingRule(Checked(column));

    /// <summary>In each row, so many of some columns have a value: all components of a vector or none, at least one way to reach a customer, one answer of a question.</summary>
    /// <param name="columns">The columns, at least two, of any type.</param>
    /// <param name="min">The least number of values, 0 to the number of columns.</param>
    /// <param name="max">The greatest number, or null for all.</param>
    public static Rule ValueCount(IEnumerable<string> columns, int min, int? max = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ValueList<string> names = new(columns.Select(name => Checked(name, nameof(columns))).Distinct(StringComparer.Ordinal));
        if (names.Count < 2) throw new ArgumentException("Values are counted over at least two columns; of one, IsPresent tells.", nameof(columns));
        if (min < 0 || min > names.Count) throw new ArgumentOutOfRangeException(nameof(min), min, $"The least number of values lies between 0 and the {names.Count} columns.");
        if (max < min || max > names.Count) throw new ArgumentOutOfRangeException(nameof(max), max, $"The greatest number of values lies between the least, {min}, and the {names.Count} columns.");
        return min == 0 && (max ?? names.Count) == names.Count ? throw new ArgumentException("Every row has between none and all of the values; give a least or a greatest number.", nameof(min)) : new ValueCountRule(names, min, max ?? names.Count);
    }

    /// <summary>The number is neither NaN nor infinite.</summary>
    /// <param name="column">A numeric column.</param>
    /// <param name="allowNaN">Whether NaN that is a value, and not a missing row, passes.</param>
    /// <param name="allowInfinite">Whether the infinities pass.</param>
    public static Rule IsFinite(string column, bool allowNaN = false, bool allowInfinite = false) => allowNaN && allowInfinite
        ? throw new ArgumentException("A rule that allows NaN and the infinities checks nothing.", nameof(allowInfinite))
        : new FiniteRule(Checked(column), allowNaN, allowInfinite);

    /// <summary>The number lies within limits; NaN does not.</summary>
    /// <param name="column">A numeric column (flags are 0 and 1).</param>
    /// <param name="min">The least number, or null.</param>
    /// <param name="max">The greatest number, or null.</param>
    /// <param name="minExclusive">Whether the least number itself is outside.</param>
    /// <param name="maxExclusive">Whether the greatest number itself is outside.</param>
    /// <param name="tolerance">How far beyond a limit a number may lie.</param>
    /// <exception cref="ArgumentException">There is no limit, a limit is NaN, or nothing lies between them.</exception>
    public static Rule InRange(string column, double? min = null, double? max = null, bool minExclusive = false, bool maxExclusive = false, double tolerance = 0)
    {
        Bounds.Check(min, max, tolerance);
        if (min == max && (minExclusive || maxExclusive)) throw new ArgumentException($"Nothing lies between {Bounds.Text(min!.Value)} and {Bounds.Text(max!.Value)} when one of them is outside.", nameof(min));
        return new RangeRule(Checked(column), min, max, minExclusive, maxExclusive, tolerance);
    }

    /// <summary>The value is one of a list.</summary>
    /// <param name="column">A column of any type: numbers, flags and moments are compared by value, texts and categories ordinally.</param>
    /// <param name="values">The values as text of the invariant culture; each once.</param>
    public static Rule InSet(string column, params IEnumerable<string> values) => new SetRule(Checked(column), Distinct(values), false);

    /// <summary>The number is one of a list.</summary>
    /// <param name="column">A numeric column.</param>
    /// <param name="values">The numbers.</param>
    public static Rule InSet(string column, params IEnumerable<double> values) => InSet(column, values.Select(Text));

    /// <summary>The value is one of those in a column of another table, which become part of the rule. For more than a few hundred use <see cref="InReference"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">The column with the values; missing rows are passed over.</param>
    public static Rule InSet(string column, Column values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return InSet(column, Enumerable.Range(0, values.Length).Where(row => !values.IsMissing(row)).Select(values.GetText).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The value is none of a list.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">The values as text of the invariant culture.</param>
    public static Rule NotInSet(string column, params IEnumerable<string> values) => new SetRule(Checked(column), Distinct(values), true);

    /// <summary>The number is none of a list, such as the codes that stand for missing.</summary>
    /// <param name="column">A numeric column.</param>
    /// <param name="values">The numbers.</param>
    public static Rule NotInSet(string column, params IEnumerable<double> values) => NotInSet(column, values.Select(Text));

    /// <summary>The value is in a column of another table, which is given when data is validated (<see cref="ValidationOptions.References"/>): a foreign key.</summary>
    /// <param name="column">The column.</param>
    /// <param name="reference">The name of the other column there.</param>
    public static Rule InReference(string column, string reference) => new ReferenceRule(Checked(column), Checked(reference, nameof(reference)));

    /// <summary>The text matches a regular expression as a whole. It is run without backtracking, so it takes time in proportion to the text whatever the pattern.</summary>
    /// <param name="column">A text or category column.</param>
    /// <param name="pattern">The expression; no look-around and no back-references. At most 10,000 characters.</param>
    /// <param name="ignoreCase">Whether case does not matter (invariant culture).</param>
    /// <exception cref="ArgumentException">The pattern is not valid, or needs backtracking.</exception>
    public static Rule Matches(string column, string pattern, bool ignoreCase = false) => new PatternRule(Checked(column), SafeRegex.Checked(pattern, ignoreCase), ignoreCase, false);

    /// <summary>The text, as a whole, does not match a regular expression.</summary>
    /// <inheritdoc cref="Matches"/>
    public static Rule DoesNotMatch(string column, string pattern, bool ignoreCase = false) => new PatternRule(Checked(column), SafeRegex.Checked(pattern, ignoreCase), ignoreCase, true);

    /// <summary>The text is of a kind that profiles tell: an e-mail address, a URL, a GUID, a card number that passes Luhn's check. A kind takes in what fits it: dates pass for date-times, whole numbers for decimals.</summary>
    /// <param name="column">A text or category column.</param>
    /// <param name="type">The kind; not <see cref="SemanticType.Text"/>, which everything is.</param>
    public static Rule IsA(string column, SemanticType type) => Enum.IsDefined(type) && type != SemanticType.Text
        ? new SemanticRule(Checked(column), type)
        : throw new ArgumentException($"Every text is {type}; ask for a kind such as Email, Url, Guid or Iban.", nameof(type));

    /// <summary>The text has a length within limits, in Unicode code points.</summary>
    /// <param name="column">A text or category column.</param>
    /// <param name="min">The least length.</param>
    /// <param name="max">The greatest length, or null.</param>
    public static Rule HasLength(string column, int min, int? max = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        if (max < min) throw new ArgumentException($"The greatest length, {max}, is below the least, {min}.", nameof(max));
        return new LengthRule(Checked(column), min, max);
    }

    /// <summary>The value can be read as another type by the invariant culture: texts that spell numbers, whole numbers in a number column, ISO 8601 moments.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type: a number, integer, flag or timestamp.</param>
    public static Rule IsConvertible(string column, ColumnType type) => type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag or ColumnType.Timestamp
        ? new ConvertibleRule(Checked(column), type)
        : throw new ArgumentException($"Everything can be read as {type}; ask for Number, Integer, Flag or Timestamp.", nameof(type));

    /// <summary>The moment lies within limits, both inclusive.</summary>
    /// <param name="column">A timestamp column.</param>
    /// <param name="min">The earliest moment, or null; UTC.</param>
    /// <param name="max">The latest moment, or null; UTC.</param>
    public static Rule InTimeRange(string column, DateTime? min = null, DateTime? max = null)
    {
        if (min is null && max is null) throw new ArgumentException("Give the earliest moment, the latest or both.", nameof(min));
        if (max < min) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The latest moment, {max:O}, is before the earliest, {min:O}."), nameof(max));
        return new TimeRangeRule(Checked(column), min?.Ticks, max?.Ticks);
    }

    /// <summary>The moment is not later than now, by the clock of the run (<see cref="RunContext.Time"/>).</summary>
    /// <param name="column">A timestamp column.</param>
    /// <param name="tolerance">How much later it may be; none by default.</param>
    public static Rule NotInFuture(string column, TimeSpan tolerance = default) => tolerance < TimeSpan.Zero
        ? throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is not negative.")
        : new NotInFutureRule(Checked(column), tolerance);

    /// <summary>Two columns stand in a relation.</summary>
    /// <param name="left">The left column.</param>
    /// <param name="comparison">How the left value stands to the right one.</param>
    /// <param name="right">The right column: both numeric, or both moments; texts and categories can be equal or not.</param>
    /// <param name="tolerance">By how much the relation may be missed; of moments in seconds. 0 for texts.</param>
    public static Rule Compare(string left, Comparison comparison, string right, double tolerance = 0)
    {
        if (!Enum.IsDefined(comparison)) throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "This is no comparison.");
        Bounds.CheckTolerance(tolerance);
        return Checked(left) == Checked(right) ? throw new ArgumentException($"'{left}' is compared with itself.", nameof(right)) : new CompareRule(left, comparison, right, tolerance);
    }

    /// <summary>Some columns add up to another. A difference that rounding can make (1e-12 of the larger) always passes.</summary>
    /// <param name="addends">The numeric columns that are added, at least two.</param>
    /// <param name="total">The numeric column with the sum.</param>
    /// <param name="tolerance">How far off the sum may be.</param>
    public static Rule SumsTo(IEnumerable<string> addends, string total, double tolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(addends);
        Bounds.CheckTolerance(tolerance);
        ValueList<string> columns = new(addends.Select(name => Checked(name, nameof(addends))));
        return columns.Count < 2 ? throw new ArgumentException("A sum has at least two columns.", nameof(addends)) : new SumRule(columns, Checked(total, nameof(total)), 0, tolerance);
    }

    /// <summary>Some columns add up to a number, such as shares to 1. A difference that rounding can make (1e-12 of the larger) always passes.</summary>
    /// <param name="addends">The numeric columns that are added, at least two.</param>
    /// <param name="total">The sum.</param>
    /// <param name="tolerance">How far off the sum may be.</param>
    public static Rule SumsTo(IEnumerable<string> addends, double total, double tolerance = 0) => double.IsFinite(total)
        ? ((SumRule)SumsTo(addends, "total", tolerance)) with { Total = null, Number = total }
        : throw new ArgumentException($"A sum of {Text(total)} cannot be reached; give a finite number.", nameof(total));

    /// <summary>A rule that is looked at only in the rows that keep another one: when the country is US, the code has five digits. Rows in which the condition cannot be told, since a value is missing, are passed over.</summary>
    /// <param name="condition">A rule about single rows.</param>
    /// <param name="rule">A rule about single rows. Its severity and the like are those of the whole.</param>
    public static Rule When(Rule condition, Rule rule) => new WhenRule(Inner(condition, nameof(condition)), Inner(rule, nameof(rule))).WithCommonOf(rule);

    /// <summary>At least one of some rules is kept. A row is passed over only when every one passes it over.</summary>
    /// <param name="rules">At least two rules about single rows.</param>
    public static Rule AnyOf(params IEnumerable<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ValueList<Rule> inner = new(rules.Select(rule => (Rule)Inner(rule, nameof(rules))));
        return inner.Count < 2 ? throw new ArgumentException("Give at least two rules, of which one is to be kept.", nameof(rules)) : new AnyOfRule(inner);
    }

    /// <summary>A condition of your own. It lives in this process only: a set with it cannot be written as JSON.</summary>
    /// <param name="name">The name of the rule.</param>
    /// <param name="holds">Whether a row keeps the rule.</param>
    /// <param name="columns">The columns that it reads; they have to be there.</param>
    public static Rule Satisfies(string name, Func<DataRow, bool> holds, params IEnumerable<string> columns)
    {
        ArgumentNullException.ThrowIfNull(holds);
        ArgumentNullException.ThrowIfNull(columns);
        return new CustomRule(new(columns.Select(column => Checked(column, nameof(columns)))), holds) { Name = name };
    }

    private protected static string Checked(string column, string parameter = "column") =>
        string.IsNullOrEmpty(column) ? throw new ArgumentException("A rule names its column.", parameter) : column;

    private protected static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static ValueList<string> Distinct(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ValueList<string> list = new(values.Select(value => Sound(value ?? throw new ArgumentException("A missing value is in no set; IsPresent is the rule about missing ones.", nameof(values)))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return list.Count > 0 ? list : throw new ArgumentException("A set has at least one value.", nameof(values));
    }

    /// <summary>The text as data and JSON have it: halves of a surrogate pair, which UTF-8 cannot hold, are U+FFFD.</summary>
    private protected static string Sound(string text) => text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private static RowRule Inner(Rule rule, string parameter)
    {
        ArgumentNullException.ThrowIfNull(rule, parameter);
        return rule.Bare() as RowRule ?? throw new ArgumentException($"'{rule.Name}' is about the table; a condition is made of rules about single rows.", parameter);
    }
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The value is there.</summary>
internal sealed record PresentRule(string Column) : RowRule
{
    public override string Kind => "is_present";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is present";

    internal override string Code => "VAL003";

    internal override string Remedy => $"Find out why it is missing, allow a share with .Mostly(...), or fill it with .ImputeMissing().";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("column", Column);

    internal override RowTest? Test(RuleBinding binding) => binding.TypeOf(Column) is null ? null : new PresentTest(Column);
}

/// <summary>The value is missing.</summary>
internal sealed record MissingRule(string Column) : RowRule
{
    public override string Kind => "is_missing";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is missing";

    internal override string Code => "VAL023";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("column", Column);

    internal override RowTest? Test(RuleBinding binding) => binding.TypeOf(Column) is null ? null : new MissingTest(Column);
}

/// <summary>The number is neither NaN nor infinite.</summary>
internal sealed record FiniteRule(string Column, bool AllowNaN, bool AllowInfinite) : RowRule
{
    public override string Kind => "is_finite";

    public override ValueList<string> Columns => [Column];

    public override string Statement => AllowNaN ? $"'{Column}' is not infinite" : AllowInfinite ? $"'{Column}' is not NaN" : $"'{Column}' is neither NaN nor infinite";

    internal override string Code => "VAL008";

    internal override string Remedy => "Look for the division or the logarithm that made them.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        if (AllowNaN) writer.WriteBoolean("allow_nan", true);
        if (AllowInfinite) writer.WriteBoolean("allow_infinite", true);
    }

    internal override RowTest? Test(RuleBinding binding) =>
        binding.Fits(Column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag) ? new FiniteTest(Column, AllowNaN, AllowInfinite) : null;
}

/// <summary>The number lies within limits.</summary>
internal sealed record RangeRule(string Column, double? Min, double? Max, bool MinExclusive, bool MaxExclusive, double Tolerance) : RowRule
{
    public override string Kind => "in_range";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is {Bounds.Words(Min, Max, MinExclusive, MaxExclusive, Tolerance)}";

    internal override string Code => "VAL004";

    internal override string Remedy => "Look for a change of unit, a code that stands for missing, or columns that were swapped; .HandleOutliers() caps what is merely extreme.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteBounds(writer, Min, Max);
        if (MinExclusive) writer.WriteBoolean("min_exclusive", true);
        if (MaxExclusive) writer.WriteBoolean("max_exclusive", true);
        if (Tolerance > 0) writer.WriteNumber("tolerance", Tolerance);
    }

    internal override RowTest? Test(RuleBinding binding)
    {
        if (!binding.Fits(Column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag)) return null;
        double low = Min is { } min ? min - Tolerance : double.NegativeInfinity, high = Max is { } max ? max + Tolerance : double.PositiveInfinity;
        return new NumberRangeTest(Column, MinExclusive && Min is not null ? Math.BitIncrement(low) : low, MaxExclusive && Max is not null ? Math.BitDecrement(high) : high);
    }
}

/// <summary>The value is, or is not, one of a list.</summary>
internal sealed record SetRule(string Column, ValueList<string> Values, bool Not) : RowRule
{
    private const int MostNamed = 8;

    public override string Kind => Not ? "not_in_set" : "in_set";

    public override ValueList<string> Columns => [Column];

    public override string Statement =>
        $"'{Column}' is {(Not ? "none" : "one")} of {(Values.Count <= MostNamed ? Values.ToString() : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", Values.Take(MostNamed - 1))}, ... ({Values.Count} values)"))}";

    internal override string Code => "VAL005";

    internal override string Remedy => Not ? "Take these rows out with rules.Split(data)." : "Correct the spelling, add the value to the set, or allow a share with .Mostly(...).";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteTexts(writer, "values", Values);
    }

    internal override RowTest? Test(RuleBinding binding) => SetTests.Of(binding, Column, Values, Not);
}

/// <summary>The value is in a column of another table.</summary>
internal sealed record ReferenceRule(string Column, string Reference) : RowRule
{
    public override string Kind => "in_reference";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is in '{Reference}'";

    internal override string Code => "VAL021";

    internal override string DefaultName => $"{Kind}({Column}, {Reference})";

    internal override bool NeedsReference => true;

    internal override string Discriminator => Reference;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("reference", Reference);
    }

    internal override RowTest? Test(RuleBinding binding)
    {
        if (binding.TypeOf(Column) is null) return null;
        if (binding.Options.References.TryGetValue(Reference, out Column? values))
            return SetTests.Of(binding, Column, Enumerable.Range(0, values.Length).Where(row => !values.IsMissing(row)).Select(values.GetText), false);
        binding.Refuse(Code, $"the values of '{Reference}' were not given. Pass them: new ValidationOptions {{ References = new Dictionary<string, Column> {{ [\"{Reference}\"] = other[\"...\"] }} }}");
        return null;
    }
}

/// <summary>Makes the test of a set for the type of a column.</summary>
internal static class SetTests
{
    public static RowTest? Of(RuleBinding binding, string column, IEnumerable<string> values, bool not)
    {
        switch (binding.TypeOf(column))
        {
            case null: return null;
            case ColumnType.Category or ColumnType.Text: return new TextTest(column, new TextInSet(values.ToFrozenSet(StringComparer.Ordinal), not));
            case ColumnType.Timestamp:
                long[] ticks = [.. values.Select(text => TextConverts.TryMoment(text, out DateTime moment) ? moment.Ticks : -1)];
                return ticks.Contains(-1) ? Refuse(binding, column, "moments in ISO 8601") : new TimeSetTest(column, ticks.ToFrozenSet(), not);
            case ColumnType.Flag:
                double[] flags = [.. values.Select(text => text switch { "true" or "1" => 1, "false" or "0" => 0, _ => double.NaN })];
                return flags.Contains(double.NaN) ? Refuse(binding, column, "true and false") : new NumberSetTest(column, flags, not);
            case ColumnType.Integer when values.All(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)):
                return new NumberSetTest(column, [.. values.Select(text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))], not);
            default:
                double[] numbers = [.. values.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
                return numbers.Contains(double.NaN) ? Refuse(binding, column, "numbers") : new NumberSetTest(column, numbers, not);
        }
    }

    private static RowTest? Refuse(RuleBinding binding, string column, string needed)
    {
        binding.Refuse("VAL002", $"'{column}' is {binding.Schema[column].Type} and the set holds other values than {needed}. Read the column as another type (CsvOptions.Types), or correct the set");
        return null;
    }
}

using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Two columns stand in a relation.</summary>
internal sealed record CompareRule(string Left, Comparison Comparison, string Right, double Tolerance) : RowRule
{
    public override string Kind => "compare";

    public override ValueList<string> Columns => [Left, Right];

    public override string Statement => $"'{Left}' is {Words} '{Right}'{(Tolerance > 0 ? $" (give or take {Bounds.Text(Tolerance)})" : "")}";

    internal override string Code => "VAL018";

    internal override string DefaultName => $"{RuleJson.NameOf(Comparison)}({Left}, {Right})";

    internal override string Discriminator => Comparison.ToString();

    private string Words => Comparison switch
    {
        Comparison.Less => "below",
        Comparison.LessOrEqual => "at most",
        Comparison.Equal => "equal to",
        Comparison.NotEqual => "not equal to",
        Comparison.GreaterOrEqual => "at least",
        _ => "above",
    };

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("left", Left);
        writer.WriteString("comparison", RuleJson.NameOf(Comparison));
        writer.WriteString("right", Right);
        if (Tolerance > 0) writer.WriteNumber("tolerance", Tolerance);
    }

    internal override RowTest? Test(RuleBinding binding)
    {
        if (binding.TypeOf(Left) is not { } left || binding.TypeOf(Right) is not { } right) return null;
        bool numbers = IsNumber(left) && IsNumber(right);
        if (numbers || (left == ColumnType.Timestamp && right == ColumnType.Timestamp)) return new CompareTest(Left, Comparison, Right, Tolerance);
        if (left is ColumnType.Text or ColumnType.Category && right is ColumnType.Text or ColumnType.Category && Tolerance == 0 && Comparison is Comparison.Equal or Comparison.NotEqual)
            return new SameTextTest(Left, Right, Comparison == Comparison.NotEqual);
        binding.Refuse("VAL002", $"'{Left}' is {left} and '{Right}' is {right}, which cannot be compared so. Numbers and moments can; texts only for being equal, without a tolerance");
        return null;
    }

    private static bool IsNumber(ColumnType type) => type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag;
}

/// <summary>Some columns add up to another, or to a number.</summary>
internal sealed record SumRule(ValueList<string> Addends, string? Total, double Number, double Tolerance) : RowRule
{
    public override string Kind => "sums_to";

    public override ValueList<string> Columns => Total is null ? Addends : [.. Addends, Total];

    public override string Statement => $"{string.Join(" + ", Addends.Select(name => $"'{name}'"))} is {(Total is null ? Bounds.Text(Number) : $"'{Total}'")}{(Tolerance > 0 ? $" (give or take {Bounds.Text(Tolerance)})" : "")}";

    internal override string Code => "VAL018";

    internal override string Discriminator => Total is null ? "number" : "";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        RuleJson.WriteTexts(writer, "addends", Addends);
        if (Total is null) writer.WriteNumber("total", Number);
        else writer.WriteString("total", Total);
        if (Tolerance > 0) writer.WriteNumber("tolerance", Tolerance);
    }

    internal override RowTest? Test(RuleBinding binding) =>
        Columns.All(column => binding.Fits(column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag)) ? new SumTest(Addends, Total, Number, Tolerance) : null;
}

/// <summary>A rule in the rows that keep another one.</summary>
internal sealed record WhenRule(Rule Condition, Rule Then) : RowRule
{
    public override string Kind => "when";

    public override ValueList<string> Columns => [.. Then.Columns.Concat(Condition.Columns).Distinct(StringComparer.Ordinal)];

    public override string Statement => $"where {Condition.Statement}, {Then.Statement}";

    internal override string Code => "VAL019";

    internal override string Remedy => Then.Remedy;

    internal override string DefaultName => $"when({Condition.DefaultName}: {Then.DefaultName})";

    internal override bool IsData => Condition.IsData && Then.IsData;

    internal override bool NeedsReference => Condition.NeedsReference || Then.NeedsReference;

    internal override bool ReadsClock => Condition.ReadsClock || Then.ReadsClock;

    internal override string Discriminator => $"{Condition.Key}\u001d{Condition.Statement}\u001d{Then.Key}";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("condition");
        RuleJson.Write(writer, Condition);
        writer.WritePropertyName("then");
        RuleJson.Write(writer, Then);
    }

    internal override RowTest? Test(RuleBinding binding) =>
        ((RowRule)Condition).Test(binding) is { } condition && ((RowRule)Then).Test(binding) is { } then ? new WhenTest(condition, then) : null;
}

/// <summary>At least one of some rules is kept.</summary>
internal sealed record AnyOfRule(ValueList<Rule> Rules) : RowRule
{
    public override string Kind => "any_of";

    public override ValueList<string> Columns => [.. Rules.SelectMany(rule => rule.Columns).Distinct(StringComparer.Ordinal)];

    public override string Statement => string.Join(" or ", Rules.Select(rule => rule.Statement));

    internal override string Code => "VAL019";

    internal override string DefaultName => $"any_of({string.Join(", ", Rules.Select(rule => rule.DefaultName))})";

    internal override bool IsData => Rules.All(rule => rule.IsData);

    internal override bool NeedsReference => Rules.Any(rule => rule.NeedsReference);

    internal override bool ReadsClock => Rules.Any(rule => rule.ReadsClock);

    internal override string Discriminator => string.Join('\u001d', Rules.Select(rule => rule.Key));

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("rules");
        foreach (Rule rule in Rules) RuleJson.Write(writer, rule);
        writer.WriteEndArray();
    }

    internal override RowTest? Test(RuleBinding binding)
    {
        var tests = new List<RowTest>(Rules.Count);
        foreach (Rule rule in Rules)
        {
            if (((RowRule)rule).Test(binding) is not { } test) return null;
            tests.Add(test);
        }

        return new AnyOfTest([.. tests]);
    }
}

/// <summary>A condition of the caller's.</summary>
internal sealed record CustomRule(ValueList<string> Read, Func<DataRow, bool> Holds) : RowRule
{
    public const string KindName = "custom";

    public override string Kind => KindName;

    public override ValueList<string> Columns => Read;

    public override string Statement => $"the condition '{Name}' holds";

    internal override string Code => "VAL022";

    internal override bool IsData => false;

    internal override string DefaultName => GivenName ?? Kind;

    internal override string Discriminator => Name;

    // Told so that options with the rule can be shown; reading it back says what is missing.
    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("condition", Name);
        RuleJson.WriteTexts(writer, "columns", Read);
    }

    internal override RowTest? Test(RuleBinding binding) => Read.All(column => binding.TypeOf(column) is not null) ? new CustomTest(Name, Read, Holds) : null;
}

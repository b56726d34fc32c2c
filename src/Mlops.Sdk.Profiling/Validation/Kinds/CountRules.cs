using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>In each row, so many of some columns have a value.</summary>
internal sealed record ValueCountRule(ValueList<string> Names, int Min, int Max) : RowRule
{
    private const int MostNamed = 8;

    public override string Kind => "value_count";

    public override ValueList<string> Columns => Names;

    public override string Statement => $"{Number} of {string.Join(", ", Names.Take(MostNamed).Select(name => $"'{name}'"))}{(Names.Count > MostNamed ? FormattableString.Invariant($", ... ({Names.Count} columns)") : "")} have a value";

    internal override string Code => "VAL027";

    internal override string Remedy => "Find out where the values are lost, or whether the columns belong together at all.";

    internal override string DefaultName => Names.Count <= MostNamed ? base.DefaultName : FormattableString.Invariant($"{Kind}({Names[0]} to {Names[^1]})");

    private string Number => Min == Max ? Min == 0 ? "none" : Min == Names.Count ? "all" : FormattableString.Invariant($"{Min}")
        : Max == Names.Count ? FormattableString.Invariant($"at least {Min}") : Min == 0 ? FormattableString.Invariant($"at most {Max}") : FormattableString.Invariant($"{Min} to {Max}");

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        RuleJson.WriteTexts(writer, "columns", Names);
        writer.WriteNumber("min", Min);
        if (Max < Names.Count) writer.WriteNumber("max", Max);
    }

    internal override RowTest? Test(RuleBinding binding) => Names.All(name => binding.TypeOf(name) is not null) ? new ValueCountTest(Names, Min, Max) : null;
}

/// <summary>So many rows have a value in a column.</summary>
internal sealed record PresentCountRule(string Column, long Min, long? Max) : Rule
{
    public override string Kind => "present_count";

    public override ValueList<string> Columns => [Column];

    public override string Statement => FormattableString.Invariant($"{(Max is null ? $"at least {Min}" : Max == Min ? $"{Min}" : $"{Min} to {Max}")} rows have a value in '{Column}'");

    internal override string Code => "VAL016";

    internal override string Remedy => "Find out why the others are missing, or whether the load of the data is complete.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteNumber("min", Min);
        if (Max is { } max) writer.WriteNumber("max", max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (binding.TypeOf(Column) is null) return new FixedCheck(this, binding.TakeProblem());
        TestTally tally = binding.Share($"{Column}\u001fpresent", () => new TestTally(Column, new PresentTest(Column)));
        return new TableCheck(this, end => RuleResult.Table(this, tally.Passed >= Min && !(tally.Passed > Max), tally.Passed, FormattableString.Invariant($"there are {tally.Passed:N0}"), Min));
    }
}

/// <summary>The mean length of the texts lies within limits.</summary>
internal sealed record MeanLengthRule(string Column, double? Min, double? Max) : Rule
{
    public override string Kind => "mean_length";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"the mean length of '{Column}' is {Bounds.Words(Min, Max)}";

    internal override string Code => "VAL016";

    internal override string Remedy => "Look for texts that were cut off, or that hold something else now.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteBounds(writer, Min, Max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (!binding.Fits(Column, ColumnType.Text, ColumnType.Category)) return new FixedCheck(this, binding.TakeProblem());
        LengthTally tally = binding.Share(Column, () => new LengthTally(Column));
        return new TableCheck(this, end => RuleResult.Table(this, Bounds.Contains(tally.Mean, Min, Max), tally.Mean, double.IsNaN(tally.Mean) ? "there is no text" : null, Min));
    }
}

using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The column is there.</summary>
internal sealed record HasColumnRule(string Column) : Rule
{
    public override string Kind => "has_column";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"there is a column '{Column}'";

    internal override string Code => "VAL001";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("column", Column);

    internal override RuleCheck Bind(RuleBinding binding) => new FixedCheck(this, binding.TypeOf(Column) is null ? binding.TakeProblem() : null);
}

/// <summary>The column is of one of some types.</summary>
internal sealed record HasTypeRule(string Column, ValueList<string> Types) : Rule
{
    private static readonly ColumnType[] s_readable = [ColumnType.Number, ColumnType.Integer, ColumnType.Flag, ColumnType.Timestamp];

    public override string Kind => "has_type";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is {string.Join(" or ", Types)}";

    internal override string Code => "VAL010";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteTexts(writer, "types", Types.Select(type => RuleJson.NameOf(Enum.Parse<ColumnType>(type))));
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (binding.TypeOf(Column) is not { } type) return new FixedCheck(this, binding.TakeProblem());
        if (Types.Contains(type.ToString(), StringComparer.Ordinal)) return new FixedCheck(this, null);
        string wrong = $"'{Column}' is {type} and should be {string.Join(" or ", Types)}";
        // A reader makes texts of a column for the sake of a few values: those are worth showing.
        ColumnType[] readable = [.. s_readable.Where(wanted => Types.Contains(wanted.ToString(), StringComparer.Ordinal))];
        if (type is not (ColumnType.Text or ColumnType.Category) || readable.Length == 0)
            return new FixedCheck(this, new RuleProblem(Code, $"{wrong}. Look for values that do not fit, or read it as that type (CsvOptions.Types)"));
        MisfitTally tally = binding.Share($"{Column}\u001f{readable[0]}", () => new MisfitTally(Column, readable[0]));
        return new TableCheck(this, end => RuleResult.Of(this, RuleOutcome.Failed) with
        {
            CheckedRows = tally.Looked,
            FailingRows = tally.Misfits,
            Examples = tally.Examples(end.Options),
            Message = tally.Misfits == 0
                ? FormattableString.Invariant($"{Name}: {wrong}, and all {tally.Looked:N0} values can be read so. Read it as that type (CsvOptions.Types).")
                : FormattableString.Invariant($"{Name}: {wrong}; {tally.Misfits:N0} of {tally.Looked:N0} values cannot be read so. Correct them where the data is made, or read the column as that type with CsvOptions.OnBadValue."),
        });
    }
}

/// <summary>The table has just these columns.</summary>
internal sealed record ColumnsAreRule(ValueList<string> Names, bool Ordered) : Rule
{
    private const int MostNamed = 10;

    public override string Kind => "columns_are";

    public override ValueList<string> Columns => [];

    public override string Statement => $"the columns are {string.Join(", ", Names.Take(MostNamed))}{(Names.Count > MostNamed ? FormattableString.Invariant($", ... ({Names.Count} columns)") : "")}{(Ordered ? ", in this order" : "")}";

    internal override string Code => "VAL017";

    internal override string DefaultName => Kind;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        RuleJson.WriteTexts(writer, "columns", Names);
        if (Ordered) writer.WriteBoolean("ordered", true);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        string[] there = [.. binding.Schema.Select(field => field.Name)];
        string[] lacking = [.. Names.Except(there, StringComparer.Ordinal)], extra = [.. there.Except(Names, StringComparer.Ordinal)];
        string[] problems =
        [
            .. lacking.Length > 0 ? [$"missing: {Some(lacking)}"] : (ReadOnlySpan<string>)[],
            .. extra.Length > 0 ? [$"not expected: {Some(extra)}"] : (ReadOnlySpan<string>)[],
            .. Ordered && lacking.Length == 0 && extra.Length == 0 && !there.SequenceEqual(Names) ? [$"in another order, from '{there.Zip(Names).First(pair => pair.First != pair.Second).First}' on"] : (ReadOnlySpan<string>)[],
        ];
        return new FixedCheck(this, problems.Length == 0 ? null : new RuleProblem(Code, $"the columns differ; {string.Join("; ", problems)}. Put them right with data.Select(...), or take the new ones into the rule"));
    }

    private static string Some(string[] names) => string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'")) + (names.Length > MostNamed ? ", ..." : "");
}

/// <summary>The table has a number of rows within limits.</summary>
internal sealed record RowCountRule(long Min, long? Max) : Rule
{
    public override string Kind => "row_count";

    public override ValueList<string> Columns => [];

    public override string Statement => FormattableString.Invariant($"there are {(Max is null ? $"at least {Min}" : Max == Min ? $"{Min}" : $"{Min} to {Max}")} rows");

    internal override string Code => "VAL015";

    internal override string Remedy => "See whether the load of the data is complete, and not done twice.";

    internal override string DefaultName => Kind;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("min", Min);
        if (Max is { } max) writer.WriteNumber("max", max);
    }

    internal override RuleCheck Bind(RuleBinding binding) =>
        new TableCheck(this, end => RuleResult.Table(this, end.Rows >= Min && !(end.Rows > Max), end.Rows, FormattableString.Invariant($"there are {end.Rows:N0}"), Min));
}

/// <summary>The number of rows, as a multiple of that before, lies within limits.</summary>
internal sealed record RowCountRatioRule(double? Min, double? Max) : Rule
{
    public override string Kind => "row_count_ratio";

    public override ValueList<string> Columns => [];

    public override string Statement => $"the number of rows is {Bounds.Words(Min, Max)} times that before";

    internal override string Code => "VAL025";

    internal override string Remedy => "See whether the load of the data is complete, and not done twice.";

    internal override string DefaultName => Kind;

    internal override bool NeedsPrevious => true;

    internal override void WriteFields(Utf8JsonWriter writer) => RuleJson.WriteBounds(writer, Min, Max);

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if ((binding.Options.PreviousRowCount ?? binding.Options.Previous?.RowCount) is not { } before)
            return new FixedCheck(this, new RuleProblem(Code, "the number of rows before was not given. Pass it: new ValidationOptions { PreviousRowCount = report.RowCount }"));
        return new TableCheck(this, end =>
        {
            double ratio = before == 0 ? end.Rows == 0 ? 1 : double.PositiveInfinity : (double)end.Rows / before;
            return RuleResult.Table(this, Bounds.Contains(ratio, Min, Max), ratio, FormattableString.Invariant($"there are {end.Rows:N0}, and were {before:N0}"), Min);
        });
    }
}

/// <summary>No two rows have the same values.</summary>
internal sealed record UniqueRule(ValueList<string> Names) : Rule
{
    public override string Kind => "is_unique";

    public override ValueList<string> Columns => Names;

    public override string Statement => Names.Count == 1 ? $"'{Names[0]}' is unique" : $"{string.Join(", ", Names.Select(name => $"'{name}'"))} are unique together";

    internal override string Code => "VAL011";

    internal override string Remedy => "Look for rows that were loaded twice.";

    internal override bool ToleratesRows => true;

    internal override void WriteFields(Utf8JsonWriter writer) => RuleJson.WriteTexts(writer, "columns", Names);

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (Names.Any(name => binding.TypeOf(name) is null)) return new FixedCheck(this, binding.TakeProblem());
        KeyTally tally = KeyTallies.Share(binding, Names);
        return new UniqueCheck(this, tally);
    }
}

/// <summary>Values do not fall, or do not rise, from row to row.</summary>
internal sealed record OrderRule(string Column, bool Strict, bool Falling) : Rule
{
    public override string Kind => Falling ? "is_decreasing" : "is_increasing";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' {(Strict ? Falling ? "falls" : "rises" : Falling ? "does not rise" : "does not fall")} from row to row";

    internal override string Code => "VAL012";

    internal override string Remedy => $"Sort the rows: data.SortBy(\"{Column}\"{(Falling ? ", descending: true" : "")}).";

    internal override bool ToleratesRows => true;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        if (Strict) writer.WriteBoolean("strict", true);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (!binding.Fits(Column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag, ColumnType.Timestamp)) return new FixedCheck(this, binding.TakeProblem());
        OrderTally tally = binding.Share($"{Column}\u001f{Strict}\u001f{Falling}", () => new OrderTally(Column, Strict, Falling));
        return new TableCheck(this, end => RowVerdict.Of(this, tally.Looked, tally.Breaks, tally.Examples(end.Options)));
    }
}

using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The text matches, or does not match, a regular expression as a whole.</summary>
internal sealed record PatternRule(string Column, string Pattern, bool IgnoreCase, bool Not) : RowRule
{
    public override string Kind => Not ? "does_not_match" : "matches";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' {(Not ? "does not match" : "matches")} {Pattern}{(IgnoreCase ? " (case ignored)" : "")}";

    internal override string Code => "VAL006";

    internal override string Discriminator => $"{Pattern}\u001e{IgnoreCase}";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("pattern", Pattern);
        if (IgnoreCase) writer.WriteBoolean("ignore_case", true);
    }

    internal override RowTest? Test(RuleBinding binding) =>
        binding.Fits(Column, ColumnType.Text, ColumnType.Category) ? new TextTest(Column, new TextMatches(Pattern, IgnoreCase, Not)) : null;
}

/// <summary>The text is of a kind that profiles tell.</summary>
internal sealed record SemanticRule(string Column, SemanticType Type) : RowRule
{
    public override string Kind => "is_a";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is of the kind {RuleJson.NameOf(Type)}";

    internal override string Code => "VAL026";

    internal override string DefaultName => $"{Kind}({Column}, {RuleJson.NameOf(Type)})";

    internal override string Discriminator => Type.ToString();

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("type", RuleJson.NameOf(Type));
    }

    internal override RowTest? Test(RuleBinding binding) =>
        binding.Fits(Column, ColumnType.Text, ColumnType.Category) ? new TextTest(Column, new TextIsA(Type)) : null;
}

/// <summary>The text has a length within limits.</summary>
internal sealed record LengthRule(string Column, int Min, int? Max) : RowRule
{
    public override string Kind => "text_length";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' has {Bounds.Words(Min, Max)} characters";

    internal override string Code => "VAL007";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteNumber("min", Min);
        if (Max is { } max) writer.WriteNumber("max", max);
    }

    internal override RowTest? Test(RuleBinding binding) =>
        binding.Fits(Column, ColumnType.Text, ColumnType.Category) ? new TextTest(Column, new TextHasLength(Min, Max ?? int.MaxValue)) : null;
}

/// <summary>The value can be read as another type.</summary>
internal sealed record ConvertibleRule(string Column, ColumnType Type) : RowRule
{
    public override string Kind => "is_convertible";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' can be read as {Type}";

    internal override string Code => "VAL009";

    internal override string Discriminator => Type.ToString();

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("type", RuleJson.NameOf(Type));
    }

    internal override RowTest? Test(RuleBinding binding)
    {
        switch (binding.TypeOf(Column))
        {
            case null: return null;
            case ColumnType.Text or ColumnType.Category: return new TextTest(Column, new TextConverts(Type));
            case ColumnType.Number when Type == ColumnType.Integer: return new WholeNumberTest(Column, flag: false);
            case ColumnType.Number or ColumnType.Integer when Type == ColumnType.Flag: return new WholeNumberTest(Column, flag: true);
            case { } type when type == Type || (type is ColumnType.Integer or ColumnType.Flag && Type is ColumnType.Number or ColumnType.Integer): return new AlwaysTest(Column);
            case { } type:
                binding.Refuse("VAL002", $"'{Column}' is {type}, of which nothing can be read as {Type}. Read it as text or {Type} (CsvOptions.Types)");
                return null;
        }
    }
}

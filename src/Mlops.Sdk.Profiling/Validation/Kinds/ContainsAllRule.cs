using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Each value of a list occurs.</summary>
internal sealed record ContainsAllRule(string Column, ValueList<string> Values) : Rule
{
    private const int MostNamed = 8;

    public override string Kind => "contains_all";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' has each of {Some(Values)}";

    internal override string Code => "VAL024";

    internal override string Remedy => "See whether a part of the data was not sent, or whether the value is spelt differently now.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteTexts(writer, "values", Values);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        // The values have to fit the type of the column, as those of a set have to.
        if (SetTests.Of(binding, Column, Values, false) is null) return new FixedCheck(this, binding.TakeProblem());
        SeenTally tally = binding.Share(string.Join('\u001f', [Column, .. Values]), () => new SeenTally(Column, binding.Schema[Column].Type, Values));
        return new TableCheck(this, end => Conclude(tally));
    }

    private RuleResult Conclude(SeenTally tally)
    {
        string[] lacking = [.. tally.Lacking];
        return RuleResult.Table(this, lacking.Length == 0, null, lacking.Length == 0 ? "all occur" : FormattableString.Invariant($"{lacking.Length:N0} of {Values.Count:N0} do not occur: {Some(lacking)}"));
    }

    private static string Some(IReadOnlyCollection<string> values) => values.Count <= MostNamed ? string.Join(", ", values) : FormattableString.Invariant($"{string.Join(", ", values.Take(MostNamed))}, ... ({values.Count:N0} values)");
}

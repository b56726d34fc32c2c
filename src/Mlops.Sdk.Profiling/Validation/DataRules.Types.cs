using System.Globalization;

namespace Mlops.Sdk;

public sealed partial class DataRules
{
    /// <summary>Which columns of a table, whose types a reader found by itself, have to be read as texts for the rules to find what they speak of: a code of digits alone, which this file happens to have, is read as numbers.</summary>
    /// <remarks>Texts lose nothing of what is in a file. A column is never asked to be read as numbers, since that would turn values that are none into missing ones; <see cref="Rule.HasType"/> tells how many there are.</remarks>
    /// <param name="schema">The table as it was read.</param>
    /// <returns>What goes into <see cref="CsvOptions.Types"/>, by column; empty when the table need not be read anew.</returns>
    public IReadOnlyDictionary<string, ColumnType> TypesToRead(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (Rule rule in Rules.SelectMany(Parts))
        {
            if (rule.Columns is not [var name] || !schema.Contains(name) || schema[name].Type is ColumnType.Text or ColumnType.Category) continue;
            switch (rule)
            {
                case HasTypeRule { Types: [nameof(ColumnType.Category)] }:
                    types[name] = ColumnType.Category;
                    break;
                case HasTypeRule declared when declared.Types.All(type => type is nameof(ColumnType.Category) or nameof(ColumnType.Text)):
                case PatternRule or LengthRule or MeanLengthRule or SemanticRule:
                case SetRule set when !set.Values.All(value => Spells(value, schema[name].Type)):
                case ContainsAllRule all when !all.Values.All(value => Spells(value, schema[name].Type)):
                    types.TryAdd(name, ColumnType.Text);
                    break;
            }
        }

        foreach (HasTypeRule declared in Rules.OfType<HasTypeRule>())
            if (types.ContainsKey(declared.Column) && declared.Types.Contains(schema[declared.Column].Type.ToString(), StringComparer.Ordinal)) types.Remove(declared.Column);
        return types;
    }

    private static IEnumerable<Rule> Parts(Rule rule) => rule switch
    {
        WhenRule both => Parts(both.Condition).Concat(Parts(both.Then)),
        AnyOfRule any => any.Rules.SelectMany(Parts),
        _ => [rule],
    };

    private static bool Spells(string value, ColumnType type) => type switch
    {
        ColumnType.Timestamp => TextConverts.TryMoment(value, out _),
        ColumnType.Flag => value is "true" or "false" or "0" or "1",
        _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
    };
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Says which columns a stage is for, without knowing the data yet. Only features are chosen, unless a column is named.</summary>
[JsonConverter(typeof(ColumnSetJsonConverter))]
public sealed record ColumnSet
{
    internal ColumnSet(ValueList<string> types, ValueList<string> names, ValueList<string> exceptions)
    {
        Types = types;
        Names = names;
        Exceptions = exceptions;
    }

    /// <summary>Every feature.</summary>
    public static ColumnSet All { get; } = OfType(Enum.GetValues<ColumnType>());

    /// <summary>Features that are numbers or integers.</summary>
    public static ColumnSet Numeric { get; } = OfType(ColumnType.Number, ColumnType.Integer);

    /// <summary>Features that are categories.</summary>
    public static ColumnSet Categorical { get; } = OfType(ColumnType.Category);

    internal ValueList<string> Types { get; }

    internal ValueList<string> Names { get; }

    internal ValueList<string> Exceptions { get; }

    /// <summary>Features of some types.</summary>
    public static ColumnSet OfType(params IEnumerable<ColumnType> types) => new(new(types.Select(type => type.ToString())), [], []);

    /// <summary>The columns of these names, whatever their role.</summary>
    public static ColumnSet Named(params IEnumerable<string> names) => new([], new(names), []);

    /// <summary>The same columns without some. Names that the data does not have are passed over.</summary>
    public ColumnSet Except(params IEnumerable<string> names) => new(Types, Names, new(Exceptions.Concat(names)));

    /// <summary>The chosen columns of a schema, in its order.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="problems">Collects the named columns that the schema does not have.</param>
    public ImmutableArray<Field> Resolve(Schema schema, SchemaProblems? problems = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        foreach (string name in Names.Where(name => !schema.Contains(name)))
        {
            string near = schema.NearestName(name) is { } found ? $" Did you mean '{found}'?" : "";
            string problem = $"Column '{name}' is named in a column set and is not in the data.{near}";
            if (problems is null) throw new SchemaMismatchException([problem]);
            problems.Add(problem);
        }

        return [.. schema.Where(Contains)];
    }

    /// <summary>Whether a field is chosen.</summary>
    public bool Contains(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (Exceptions.Contains(field.Name)) return false;
        return Names.Contains(field.Name) || (field.Role == ColumnRole.Feature && Types.Contains(field.Type.ToString()));
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a step does to a schema, the same as what it does to a dataset: some columns dropped, then others put in place or added at the end.</summary>
internal static class SchemaEdit
{
    public static Schema Apply(Schema input, IEnumerable<Field> put, IReadOnlySet<string> dropped)
    {
        var fields = input.Where(field => !dropped.Contains(field.Name)).ToList();
        var places = fields.Select((field, index) => (field.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        foreach (Field field in put)
        {
            if (places.TryGetValue(field.Name, out int place)) fields[place] = field with { Role = fields[place].Role };
            else fields.Add(field);
        }

        return new Schema(fields);
    }

    public static Dataset Apply(Dataset input, IEnumerable<Column> put, IReadOnlySet<string> dropped)
    {
        Dataset kept = dropped.Count == 0 ? input : input.Drop(dropped.Where(input.Schema.Contains));
        return kept.With(put);
    }

    /// <summary>The chosen columns, but for the label, which no step may read when it is applied.</summary>
    public static Field[] Resolve(ColumnSet set, Schema schema, SchemaProblems? problems = null)
    {
        Field[] chosen = [.. set.Resolve(schema, problems)];
        if (chosen.FirstOrDefault(field => field.Role == ColumnRole.Label) is { } label && problems is not null)
            problems.Add($"Column '{label.Name}' is the label, which is not there when a model scores. Leave it out of the column set.");
        return chosen;
    }
}

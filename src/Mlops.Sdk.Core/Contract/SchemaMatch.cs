namespace Mlops.Sdk.Extensibility;

/// <summary>Brings data into the types and levels that a fitted stage knows, where nothing can be lost, and says everything that stands in the way at once.</summary>
public static class SchemaMatch
{
    /// <summary>The data with every needed column in its type and levels; other columns pass through.</summary>
    /// <remarks>
    /// Nothing is lost in a conversion: integers and flags to numbers, whole numbers to integers, texts, categories and integers to texts and categories, texts to anything that they all spell.
    /// A category level that is not known becomes missing. A column that is missing in every row fits any type.
    /// </remarks>
    /// <exception cref="SchemaMismatchException">A needed column is missing or cannot be converted; the message lists all.</exception>
    public static Dataset Conform(Dataset data, IEnumerable<Field> needed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(needed);
        var problems = new SchemaProblems();
        List<Column>? all = null;
        foreach (Field field in needed)
        {
            if (!data.Schema.Contains(field.Name))
            {
                problems.AddMissing(field, data.Schema);
                continue;
            }

            Column column = data[field.Name];
            if (column.Type == field.Type && (field.Levels is null || (column as CategoryColumn)!.Levels.Equals(field.Levels))) continue;
            if (ColumnConversion.Convert(column, field.Type, field.Levels, out string problem) is { } converted) (all ??= []).Add(converted);
            else problems.Add($"Column '{field.Name}' must be {field.Type} and is {column.Type}; {problem}. Declare its type when it is read, for example CsvOptions.Types[\"{field.Name}\"] = ColumnType.{field.Type}.");
        }

        problems.ThrowIfAny();
        return all is null ? data : data.With(all);
    }
}

using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>The dataset with exactly the columns that a schema needs, in its order, types, levels and roles, and then the columns that it does not know.</summary>
    /// <remarks>
    /// Conversions lose nothing: integers and flags to numbers, flags to integers, whole numbers to integers, categories to text and back (a value that is no level becomes missing), text to numbers, flags and
    /// timestamps when every value can be read, and a column that is missing in every row to any type. Features must be there; a label, weight, group, time, id or ignored column may be absent and is then left out.
    /// </remarks>
    /// <param name="schema">The schema, for example that of the data that a model was trained on.</param>
    /// <exception cref="SchemaMismatchException">Columns are absent or cannot be converted; the message names every one, with the nearest name or the first value that does not fit.</exception>
    public Dataset Conform(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (ReferenceEquals(schema, Schema)) return this;
        var problems = new SchemaProblems();
        var columns = ImmutableArray.CreateBuilder<Column>(ColumnCount);
        var fields = new List<Field>(ColumnCount);
        foreach (Field field in schema)
        {
            if (field.IsFamily) continue;
            int index = Schema.IndexOf(field.Name);
            if (index < 0)
            {
                if (field.Role == ColumnRole.Feature) problems.AddMissing(field, Schema);
            }
            else if (ColumnConversion.Convert(_columns[index], field.Type, field.Levels, out string problem) is { } column)
            {
                columns.Add(column);
                fields.Add(FieldOf(column, field.Role));
            }
            else
            {
                problems.Add($"Column '{field.Name}' must be {field.Type} and is {_columns[index].Type}; {problem}. Convert it first.");
            }
        }

        problems.ThrowIfAny();
        foreach (Field extra in Schema.Where(field => !schema.Contains(field.Name)))
        {
            bool taken = extra.Role is ColumnRole.Label or ColumnRole.Weight or ColumnRole.Group or ColumnRole.Time && fields.Exists(field => field.Role == extra.Role);
            columns.Add(this[extra.Name]);
            fields.Add(taken ? extra with { Role = ColumnRole.Ignored } : extra);
        }

        return new Dataset(columns.ToImmutable(), new Schema(fields), RowCount);
    }
}

using System.Collections.Immutable;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>The rows of this dataset and then those of another, matched by column name, in this dataset's column order and with its roles.</summary>
    /// <remarks>Integers beside numbers become numbers; the levels of categories are united in ordinal order; a column that is missing in every row takes the type of the other.</remarks>
    /// <param name="other">A dataset with the same column names.</param>
    /// <exception cref="ArgumentException">Columns are missing, left over or of another type; the message names every one.</exception>
    public Dataset Append(Dataset other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Concat(this, other);
    }

    /// <summary>The rows of several datasets one after another, as <see cref="Append"/> does for two. Columns, their order and roles are those of the first.</summary>
    /// <param name="parts">Datasets with the same column names.</param>
    /// <exception cref="ArgumentException">Columns are missing, left over or of another type; the message names every one.</exception>
    public static Dataset Concat(params IEnumerable<Dataset> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Dataset[] all = [.. parts];
        if (all.Length == 0) return Empty;
        if (all.Length == 1) return all[0];
        long rows = all.Sum(part => (long)part.RowCount);
        if (rows > Array.MaxLength)
            throw new ArgumentException($"The parts have {rows} rows together; a dataset holds {Array.MaxLength}. Read the data in batches instead.", nameof(parts));

        Dataset first = all[0];
        var problems = new List<string>();
        foreach (Dataset part in all.Skip(1)) ColumnConcat.CheckNames(first.Schema, part.Schema, problems);
        var columns = ImmutableArray.CreateBuilder<Column>(first.ColumnCount);
        foreach (Column column in problems.Count > 0 ? [] : first.Columns)
        {
            Column[] pieces = [.. all.Select(part => part[column.Name])];
            if (ColumnConcat.TypeOf(pieces) is { } type) columns.Add(ColumnConcat.Join(column.Name, type, pieces, (int)rows));
            else problems.Add($"column '{column.Name}' is {string.Join(" and ", pieces.Select(piece => piece.Type).Distinct())}");
        }

        if (problems.Count > 0)
            throw new ArgumentException($"The datasets do not fit together: {string.Join("; ", problems.Distinct())}. Conform one to the schema of the other with data.Conform(schema).", nameof(parts));
        IEnumerable<Field> fields = columns.Select((column, i) => FieldOf(column, first.Schema[i].Role));
        return new Dataset(columns.ToImmutable(), new Schema(fields), (int)rows);
    }

    /// <summary>A dataset of a schema and no rows.</summary>
    internal static Dataset WithoutRows(Schema schema) =>
        new([.. schema.Select(field => Column.AllMissing(field.Name, field.Type, 0, field.Levels))], schema, 0);
}

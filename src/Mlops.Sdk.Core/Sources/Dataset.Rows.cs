using System.Data;
using System.Data.Common;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>A dataset of rows given as dictionaries from column name to value. Columns are in the order in which they first occur; a row without a column is missing there.</summary>
    /// <param name="rows">The rows, enumerated once. Values of every type that <see cref="FromRecords{T}"/> takes, and JSON elements.</param>
    /// <param name="schema">Columns, types, levels and roles to convert to; columns that it does not name are passed over. Without it, types are found over all rows: integers beside numbers become numbers, any other mixture text.</param>
    /// <exception cref="MlopsException">MLO1031: a value cannot be converted. MLO1032: a row is null. MLO1101: the rows do not fit the schema.</exception>
    public static Dataset FromRows(IEnumerable<IReadOnlyDictionary<string, object?>> rows, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new RowsBuilder(schema, false);
        foreach (IReadOnlyDictionary<string, object?> row in rows)
        {
            if (row is null) throw new MlopsException("MLO1032", $"Row {builder.RowCount} is null. Filter such rows out before they are read.");
            foreach ((string name, object? value) in row) builder.Set(name, value);
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>A dataset of JSON text: one array of objects, or objects one after another (JSON lines).</summary>
    /// <param name="json">The text.</param>
    /// <param name="schema">Columns, types, levels and roles to convert to; properties that it does not name are passed over. Without it, types are found over all rows, and strings that are all ISO 8601 are timestamps.</param>
    /// <exception cref="MlopsException">MLO1031: a value cannot be converted, or is nested. MLO1035: the text is no such JSON. MLO1101: the rows do not fit the schema.</exception>
    public static Dataset FromJson(string json, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonRows.Read(System.Text.Encoding.UTF8.GetBytes(json), schema);
    }

    /// <summary>A dataset of JSON in UTF-8: one array of objects, or objects one after another (JSON lines).</summary>
    /// <param name="utf8">The stream, read to its end and not closed.</param>
    /// <param name="schema">Columns, types, levels and roles to convert to; properties that it does not name are passed over. Without it, types are found over all rows, and strings that are all ISO 8601 are timestamps.</param>
    /// <exception cref="MlopsException">MLO1031: a value cannot be converted, or is nested. MLO1035: the text is no such JSON. MLO1101: the rows do not fit the schema.</exception>
    public static Dataset FromJson(Stream utf8, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        using var copy = new MemoryStream();
        utf8.CopyTo(copy);
        return JsonRows.Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), schema);
    }

    /// <summary>A dataset of the rows that a data reader has left, such as the result of a database query. The reader is not closed.</summary>
    /// <remarks>
    /// Whole numbers become integers; floating point and decimal numbers (<see cref="decimal"/> to within a unit in the last place of a <see cref="double"/>: declare the column as Integer for every digit of whole numbers to 64 bits, as Text for
    /// every digit of others); times of day and spans seconds; dates and times timestamps, with an offset in UTC; Guid and network addresses text; strings categories where values repeat, else text, as from a file. DBNull is missing. A value that is not of the type
    /// that the driver states for its column, as SQLite allows, widens the column: integers beside numbers become numbers, any other mixture text. Bytes, arrays and types of the driver's own are refused.
    /// </remarks>
    /// <param name="reader">The reader.</param>
    /// <param name="schema">Columns, types, levels and roles to convert to; columns that it does not name are passed over.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    /// <exception cref="MlopsException">MLO1031: a value cannot be converted; the message names row and column. MLO1034: a column has no name, or two have one. MLO1037: the reader failed. MLO1101: the columns do not fit the schema.</exception>
    public static Dataset FromReader(IDataReader reader, Schema? schema = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var batch = new ReaderBatch(reader, schema);
        batch.Read(int.MaxValue, cancellationToken);
        return schema is null ? batch.Build() : batch.Build().Conform(schema);
    }

    /// <summary>Like <see cref="FromReader"/>, without holding a thread while the driver waits for rows. The token goes to the driver too, which may stop a server that has not yet answered.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="schema">Columns, types, levels and roles to convert to; columns that it does not name are passed over.</param>
    /// <param name="cancellationToken">Checked at every row, and by the driver.</param>
    /// <exception cref="MlopsException">As for <see cref="FromReader"/>.</exception>
    public static async Task<Dataset> FromReaderAsync(DbDataReader reader, Schema? schema = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var batch = new ReaderBatch(reader, schema);
        await batch.ReadAsync(cancellationToken).ConfigureAwait(false);
        return schema is null ? batch.Build() : batch.Build().Conform(schema);
    }
}

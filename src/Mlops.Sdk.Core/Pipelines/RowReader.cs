using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk.Extensibility;

/// <summary>Makes a dataset of one row from values by column name.</summary>
internal static class RowReader
{
    public static Dataset Read(IReadOnlyDictionary<string, object?> row, Schema schema)
    {
        var problems = new SchemaProblems();
        var columns = new List<Column>(schema.Count);
        Schema? given = null;
        foreach (Field field in schema)
        {
            if (!row.TryGetValue(field.Name, out object? value))
            {
                given ??= new Schema(row.Keys.Where(name => name.Length > 0).Select(name => new Field(name, ColumnType.Text)));
                problems.AddMissing(field, given);
            }
            else if (Make(field, value) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                problems.Add($"Column '{field.Name}' must be {field.Type} and is {Show(value)}.");
            }
        }

        problems.ThrowIfAny();
        return new Dataset(columns);
    }

    public static Dictionary<string, object?> ToDictionary(JsonElement row)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (JsonProperty property in row.EnumerateObject())
        {
            values[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => property.Value.TryGetInt64(out long whole) ? whole : property.Value.GetDouble(),
                JsonValueKind.String => property.Value.GetString(),
                _ => property.Value.GetRawText(),
            };
        }

        return values;
    }

    private static Column? Make(Field field, object? value)
    {
        Column raw = value switch
        {
            null or DBNull => new TextColumn(field.Name, default, new int[2], MissingMask.FromWords(new ulong[] { 1 }, 1)),
            bool flag => new FlagColumn(field.Name, new[] { flag }),
            double or float or decimal => new NumberColumn(field.Name, new[] { Convert.ToDouble(value, CultureInfo.InvariantCulture) }),
            long or int or short or sbyte or byte or ushort or uint => new IntegerColumn(field.Name, new[] { Convert.ToInt64(value, CultureInfo.InvariantCulture) }),
            DateTime moment => new TimestampColumn(field.Name, new[] { (moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks }),
            DateTimeOffset moment => new TimestampColumn(field.Name, new[] { moment.UtcTicks }),
            DateOnly day => new TimestampColumn(field.Name, new[] { day.ToDateTime(TimeOnly.MinValue).Ticks }),
            _ => TextColumn.FromValues(field.Name, [Convert.ToString(value, CultureInfo.InvariantCulture)]),
        };
        return SchemaMatch.Convert(raw, field);
    }

    private static string Show(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return $"'{(text.Length > 60 ? text[..60] + "..." : text)}'";
    }
}

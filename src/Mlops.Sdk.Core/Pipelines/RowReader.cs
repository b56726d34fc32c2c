using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk.Extensibility;

/// <summary>Makes datasets of one row from values by column name. Thread-safe; what does not change from row to row is made once.</summary>
internal sealed class RowReader(Schema schema)
{
    private readonly Schema _features = new(schema.Select(field => field with { Role = ColumnRole.Feature }));

    public Dataset Read(IReadOnlyDictionary<string, object?> row)
    {
        var problems = new SchemaProblems();
        ImmutableArray<Column>.Builder columns = ImmutableArray.CreateBuilder<Column>(schema.Count);
        Schema? given = null;
        foreach (Field field in schema)
        {
            if (!row.TryGetValue(field.Name, out object? value))
            {
                given ??= new Schema(row.Keys.Where(name => name.Length > 0).Select(name => new Field(name, ColumnType.Text)));
                problems.AddMissing(field, given);
            }
            else if ((MakeAs(field, value) ?? ColumnConversion.Convert(Make(field.Name, value), field.Type, field.Levels, out _)) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                problems.Add($"Column '{field.Name}' must be {field.Type} and is {ErrorText.Show(value)}. {Remedy(field.Type)}, or null where it is not known.");
            }
        }

        problems.ThrowIfAny();
        return Dataset.OfSchema(columns.MoveToImmutable(), _features);
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

    // The usual values, without a column in between. Everything else goes the long way, which says what does not fit.
    private static Column? MakeAs(Field field, object? value)
    {
        switch (value, field.Type)
        {
            case (null or DBNull, _): return Column.AllMissing(field.Name, field.Type, 1, field.Levels);
            case (string text, ColumnType.Category) when field.Levels is { } levels: return new CategoryColumn(field.Name, new[] { levels.IndexOf(text) }, levels);
            case (long integer, ColumnType.Number): return new NumberColumn(field.Name, new double[] { integer });
            case (int integer, ColumnType.Number): return new NumberColumn(field.Name, new double[] { integer });
            default: return null;
        }
    }

    private static Column Make(string name, object? value) => value switch
    {
        null or DBNull => new TextColumn(name, default, new int[2], MissingMask.FromWords(new ulong[] { 1 }, 1)),
        bool flag => new FlagColumn(name, new[] { flag }),
        double or float or decimal => new NumberColumn(name, new[] { Convert.ToDouble(value, CultureInfo.InvariantCulture) }),
        long or int or short or sbyte or byte or ushort or uint => new IntegerColumn(name, new[] { Convert.ToInt64(value, CultureInfo.InvariantCulture) }),
        DateTime moment => new TimestampColumn(name, new[] { (moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks }),
        DateTimeOffset moment => new TimestampColumn(name, new[] { moment.UtcTicks }),
        DateOnly day => new TimestampColumn(name, new[] { day.ToDateTime(TimeOnly.MinValue).Ticks }),
        _ => TextColumn.FromValues(name, [Convert.ToString(value, CultureInfo.InvariantCulture)]),
    };

    private static string Remedy(ColumnType type) => type switch
    {
        ColumnType.Number => "Send a number",
        ColumnType.Integer => "Send a whole number",
        ColumnType.Flag => "Send true or false",
        ColumnType.Timestamp => "Send a time such as 2024-02-29T12:00:00Z",
        _ => "Send a text",
    };
}

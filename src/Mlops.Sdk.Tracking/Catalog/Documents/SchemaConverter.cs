using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk;

/// <summary>Writes names, types and roles of columns; levels are values, and are not part of it.</summary>
internal sealed class SchemaConverter : JsonConverter<Schema>
{
    public override Schema Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([.. new RecordListConverter<SchemaField>().Read(ref reader, typeToConvert, options).Select(Field)]);

    public override void Write(Utf8JsonWriter writer, Schema value, JsonSerializerOptions options) =>
        new RecordListConverter<SchemaField>().Write(writer, [.. value.Select(field => new SchemaField(field.Name, field.Type, field.Role))], options);

    private static Field Field(SchemaField field) =>
        Enum.IsDefined(field.Type) && Enum.IsDefined(field.Role) ? new Field(field.Name, field.Type, field.Role) : throw new JsonException($"The type or role of column {Extensibility.ErrorText.Show(field.Name)} is not known.");
}

/// <summary>A column of a schema as it is written.</summary>
internal sealed record SchemaField(string Name, ColumnType Type, ColumnRole Role);

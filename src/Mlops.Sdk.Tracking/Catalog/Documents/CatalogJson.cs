using System.Text.Json.Serialization;

namespace Mlops.Sdk;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(SchemaConverter), typeof(RecordListConverter<string>), typeof(RecordListConverter<DatasetParent>), typeof(RecordListConverter<ColumnEntry>), typeof(RecordListConverter<ColumnDetail>)])]
[JsonSerializable(typeof(CatalogSource))]
[JsonSerializable(typeof(DatasetEntry))]
[JsonSerializable(typeof(DatasetCounter))]
[JsonSerializable(typeof(DatasetVersion))]
[JsonSerializable(typeof(FingerprintDetail))]
[JsonSerializable(typeof(StoredReport))]
[JsonSerializable(typeof(GlossaryTerm))]
[JsonSerializable(typeof(CatalogComment))]
[JsonSerializable(typeof(DatasetUsage))]
[JsonSerializable(typeof(DatasetParent))]
[JsonSerializable(typeof(ColumnEntry))]
[JsonSerializable(typeof(ColumnDetail))]
[JsonSerializable(typeof(SchemaField))]
[JsonSerializable(typeof(string))]
internal sealed partial class CatalogJson : JsonSerializerContext;

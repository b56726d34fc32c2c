using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

internal sealed record StateBody(bool IsRequired, int LastNumber, string Secret);

internal sealed record PrincipalBody(PrincipalKind Kind, bool IsOwner, bool IsDisabled, string[] Members);

internal sealed record RoleBody(Privilege[] Privileges);

internal sealed record GrantBody(string To, string On, Privilege[] Privileges, string? Role, bool IsDenial, string By, DateTimeOffset At, string? Reason);

internal sealed record PolicyBody(string Dataset, string? Rows, string? Column, MaskBody? Mask, string[] For, string[] Except, string By, DateTimeOffset At, bool MayBeAbsent = false);

internal sealed record MaskBody(string Kind, int First, int Last, string? Value, double Step);

/// <summary>The bodies of access documents. A property that is missing, or that this version does not know, is an error: a right that is half understood lets nobody in.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(PrincipalBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(PolicyBody))]
internal sealed partial class AccessJson : JsonSerializerContext
{
    public static T Read<T>(StoredDocument document, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(document.Body!, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw AccessErrors.Unreadable(document.Kind, document.Key, e);
        }
    }
}

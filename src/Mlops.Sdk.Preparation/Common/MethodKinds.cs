using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Methods of your own beside the built-in ones: each type by the kind that stands for it in options JSON. A step is given the catalogue; no type is ever made by a name found in a file, and nothing is global.
/// </summary>
/// <remarks>
/// For <see cref="OutlierMethod"/> and <see cref="DetectionMethod"/>: <c>new OutlierHandler(options, new MethodKinds&lt;OutlierMethod&gt;().Register("acme.gap", AcmeJson.Default.GapFence))</c>. A static extension member of C# 14 puts the method beside the factories:
/// <c>extension(OutlierMethod) { public static OutlierMethod Gap(double width) => new GapFence(width); }</c>.
/// </remarks>
/// <typeparam name="TMethod">The abstract record of the methods.</typeparam>
public sealed class MethodKinds<TMethod>
    where TMethod : class
{
    private readonly List<(JsonDerivedType Type, IJsonTypeInfoResolver Resolver)> _kinds = [];

    /// <summary>Adds a method.</summary>
    /// <typeparam name="T">Its type: a record, equal by value.</typeparam>
    /// <param name="kind">The stable name with a prefix of your own: <c>acme.gap</c>.</param>
    /// <param name="type">How it is written as JSON, source generated.</param>
    /// <exception cref="ArgumentException">The kind has no prefix or is there already, the type is there already, or <paramref name="type"/> is of no source-generated context.</exception>
    public MethodKinds<TMethod> Register<T>(string kind, JsonTypeInfo<T> type)
        where T : TMethod
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        if (!kind.Contains('.')) throw new ArgumentException($"The kind '{kind}' has no prefix; give it one of your own, such as acme.{kind}, so that it never meets a built-in one.", nameof(kind));
        if (_kinds.Exists(one => one.Type.TypeDiscriminator!.Equals(kind) || one.Type.DerivedType == typeof(T)))
            throw new ArgumentException($"The kind '{kind}' or the type {typeof(T).Name} is there already.", nameof(kind));
        if (type.OriginatingResolver is not { } resolver) throw new ArgumentException($"{typeof(T).Name} comes from no source-generated context. Give AcmeJson.Default.{typeof(T).Name} of a JsonSerializerContext of yours.", nameof(type));
        _kinds.Add((new JsonDerivedType(typeof(T), kind), resolver));
        return this;
    }

    /// <summary>How options are written that may hold these methods.</summary>
    internal static JsonTypeInfo<TOptions> TypeOf<TOptions>(MethodKinds<TMethod>? kinds, JsonTypeInfo<TOptions> builtIn)
    {
        if (kinds is null || kinds._kinds.Count == 0) return builtIn;
        JsonDerivedType[] types = [.. kinds._kinds.Select(one => one.Type)];
        var options = new JsonSerializerOptions(PreparationJson.Default.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine([PreparationJson.Default, .. kinds._kinds.Select(one => one.Resolver)]).WithAddedModifier(info =>
            {
                if (info.Type != typeof(TMethod)) return;
                foreach (JsonDerivedType type in types) info.PolymorphismOptions!.DerivedTypes.Add(type);
            }),
        };
        return (JsonTypeInfo<TOptions>)options.GetTypeInfo(typeof(TOptions));
    }

    /// <summary>Refuses a method that is neither built in nor in the catalogue: its options could not be written down.</summary>
    internal static void Require(TMethod method, MethodKinds<TMethod>? kinds)
    {
        Type type = method.GetType();
        if (type.Assembly == typeof(TMethod).Assembly || kinds?._kinds.Exists(one => one.Type.DerivedType == type) == true) return;
        throw new ArgumentException($"The method {type.Name} is not built in, so what it is called in options JSON has to be told. Give the step the catalogue that has it: new MethodKinds<{typeof(TMethod).Name}>().Register(\"acme.name\", AcmeJson.Default.{type.Name}).");
    }
}

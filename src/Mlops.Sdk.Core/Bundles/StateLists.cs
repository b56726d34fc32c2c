using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk.Extensibility;

/// <summary>Looks through the lists within a state. Annotations keep null out of properties when JSON is read, but not out of lists.</summary>
internal static class StateLists
{
    /// <summary>Where a list or dictionary holds null though its type is no <see cref="Nullable{T}"/>, such as <c>$.columns[2]</c>; null where none does. What a converter of its own writes is not looked into.</summary>
    public static string? FindNull(object state, JsonTypeInfo type, string path = "$") => type.Kind switch
    {
        JsonTypeInfoKind.Object => InProperties(state, type, path),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary when type.ElementType is { } element && !IsPlain(element, type) =>
            InItems(state is IDictionary pairs ? pairs.Values : (IEnumerable)state, Nullable.GetUnderlyingType(element) is not null, type, path),
        _ => null,
    };

    private static string? InProperties(object state, JsonTypeInfo type, string path)
    {
        foreach (JsonPropertyInfo property in type.Properties)
            if (property.Get?.Invoke(state) is { } value && InValue(value, type, $"{path}.{property.Name}") is { } found) return found;
        return null;
    }

    private static string? InItems(IEnumerable items, bool mayLack, JsonTypeInfo type, string path)
    {
        IEnumerator each;
        try
        {
            each = items.GetEnumerator();
        }
        catch (InvalidOperationException)
        {
            // An immutable array that was left out.
            return null;
        }

        for (int place = 0; each.MoveNext(); place++)
        {
            string at = FormattableString.Invariant($"{path}[{place}]");
            if (each.Current is null && !mayLack) return at;
            if (each.Current is { } item && InValue(item, type, at) is { } found) return found;
        }

        return null;
    }

    private static string? InValue(object value, JsonTypeInfo type, string path) =>
        type.Options.TryGetTypeInfo(value.GetType(), out JsonTypeInfo? own) ? FindNull(value, own, path) : null;

    // Long lists of numbers: nothing in them can be null, and nothing is boxed to find that out.
    private static bool IsPlain(Type element, JsonTypeInfo type) =>
        element.IsValueType && type.Options.TryGetTypeInfo(Nullable.GetUnderlyingType(element) ?? element, out JsonTypeInfo? own) && own.Kind == JsonTypeInfoKind.None;
}

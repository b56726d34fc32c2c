using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.NetworkInformation;
using System.Reflection;

namespace Mlops.Sdk;

/// <summary>The properties of a record type that are columns.</summary>
internal static class RecordProperties
{
    /// <summary>Readable properties, those of base types first, each in the order of declaration.</summary>
    public static IReadOnlyList<PropertyInfo> Readable([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .Select(hiding => hiding.MaxBy(property => Depth(property.DeclaringType))!)
            .OrderBy(property => Depth(property.DeclaringType)),
    ];

    /// <summary>The column type of a property type; null where it depends on the values.</summary>
    public static ColumnType? ColumnTypeOf(Type type)
    {
        if (type == typeof(string) || type == typeof(char) || type == typeof(object)) return null;
        if (type == typeof(bool)) return ColumnType.Flag;
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly)) return ColumnType.Timestamp;
        if (type == typeof(Guid) || type == typeof(IPAddress) || type == typeof(IPNetwork) || type == typeof(PhysicalAddress)) return ColumnType.Text;
        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal) || type == typeof(Half) || type == typeof(TimeSpan) || type == typeof(TimeOnly)) return ColumnType.Number;
        return type.IsPrimitive && type != typeof(nint) && type != typeof(nuint) ? ColumnType.Integer : null;
    }

    private static int Depth(Type? type)
    {
        int depth = 0;
        for (; type is not null; type = type.BaseType) depth++;
        return depth;
    }
}

using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Appends values of any supported .NET type to a column; the one place that says what becomes what.</summary>
internal static class ValueAppender
{
    /// <summary>The types that can be appended, for messages.</summary>
    public const string Supported = "bool, whole and floating-point numbers, decimal, string, char, enums, DateTime, DateTimeOffset, DateOnly, TimeOnly, TimeSpan, Guid and JsonElement, each also nullable";

    public static void Append(ColumnBuilder column, object? value)
    {
        switch (value)
        {
            case null or DBNull: column.AppendMissing(); break;
            case string text: column.Append(text); break;
            case double number: column.Append(number); break;
            case long integer: column.Append(integer); break;
            case int integer: column.Append((long)integer); break;
            case bool flag: column.Append(flag); break;
            case float number: column.Append((double)number); break;
            case decimal number: column.Append(number); break;
            case DateTime moment: column.AppendTicks(Ticks(moment)); break;
            case DateTimeOffset moment: column.AppendTicks(moment.UtcTicks); break;
            case DateOnly date: column.AppendTicks(date.ToDateTime(TimeOnly.MinValue).Ticks); break;
            case TimeSpan span: column.Append(span.TotalSeconds); break;
            case TimeOnly time: column.Append(time.ToTimeSpan().TotalSeconds); break;
            case Guid id: column.Append(id.ToString()); break;
            case char character: column.Append(character.ToString()); break;
            case Enum member: column.Append(member.ToString()); break;
            case byte or sbyte or short or ushort or uint: column.Append(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong integer: Append(column, integer); break;
            case Half number: column.Append((double)number); break;
            case JsonElement element: AppendJson(column, element); break;
            case IPAddress or IPNetwork or PhysicalAddress: column.Append(value.ToString()!); break;
            case byte[]: throw column.Unconvertible(value, "No column holds bytes. Leave the column out, or make it text first, as hexadecimal or base 64.");
            case Array: throw column.Unconvertible(value, "No column holds arrays. Take its elements apart into columns or rows, or make it text first.");
            default: throw column.Unconvertible(value, $"Make it text first, or give one of these types: {Supported}.");
        }
    }

    public static void Append(ColumnBuilder column, ulong value)
    {
        if (value > long.MaxValue) throw column.Unconvertible(value, $"Whole numbers run to {long.MaxValue}; give it as double or as text.");
        column.Append((long)value);
    }

    public static long Ticks(DateTime moment) => (moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks;

    private static void AppendJson(ColumnBuilder column, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined: column.AppendMissing(); break;
            case JsonValueKind.True: column.Append(true); break;
            case JsonValueKind.False: column.Append(false); break;
            case JsonValueKind.Number when element.TryGetInt64(out long integer): column.Append(integer); break;
            case JsonValueKind.Number: column.Append(element.GetDouble()); break;
            case JsonValueKind.String: column.Append(element.GetString()!); break;
            default: throw column.Unconvertible(element.GetRawText(), "It is a nested JSON value: flatten it into columns, or leave it out.");
        }
    }
}

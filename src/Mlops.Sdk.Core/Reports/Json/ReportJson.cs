using System.Text.Json;

namespace Mlops.Sdk.Extensibility;

/// <summary>Real numbers in JSON: what JSON has no number for is written as the string <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
public static class ReportJson
{
    /// <summary>Writes a property; null is written as null.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">The number.</param>
    public static void WriteReal(this Utf8JsonWriter writer, string name, double? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(name);
        writer.WriteRealValue(value);
    }

    /// <summary>Writes an array of numbers as a property.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="values">The numbers.</param>
    public static void WriteReals(this Utf8JsonWriter writer, string name, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(values);
        writer.WriteStartArray(name);
        foreach (double value in values)
        {
            writer.WriteRealValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a value; null is written as null.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The number.</param>
    public static void WriteRealValue(this Utf8JsonWriter writer, double? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is not { } number)
        {
            writer.WriteNullValue();
        }
        else if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }
}

using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>Values from outside as an error message shows them: short, on one line, without characters that a terminal would obey.</summary>
public static class ErrorText
{
    private const int Longest = 40;

    /// <summary>A value in quotes, at most 40 characters of it, by the invariant culture; null is <c>'null'</c>, an array its length.</summary>
    /// <param name="value">The value.</param>
    public static string Show(object? value)
    {
        string text = value is Array array ? string.Create(CultureInfo.InvariantCulture, $"{array.Length} {(array is byte[] ? "bytes" : "elements")}") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
        return $"'{SafeText.Line(text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "...") : text)}'";
    }

    /// <summary>The first few of many values, each as <see cref="Show"/> has it, and how many more there are.</summary>
    /// <param name="values">The values.</param>
    /// <param name="most">How many to name.</param>
    public static string ShowSome(IReadOnlyCollection<string> values, int most = 5)
    {
        ArgumentNullException.ThrowIfNull(values);
        string some = string.Join(", ", values.Take(most).Select(Show));
        return values.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{some} and {values.Count - most} more") : some;
    }
}

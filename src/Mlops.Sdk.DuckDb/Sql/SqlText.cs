namespace Mlops.Sdk;

/// <summary>Writes names and values into SQL so that they stay names and values.</summary>
internal static class SqlText
{
    public static string Identifier(string name) => $"\"{Checked(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{Checked(text).Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Literals(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";

    /// <summary>The text itself. The C interface ends a text at its first null character, which would cut a statement in two.</summary>
    /// <exception cref="ArgumentException">It has a null character.</exception>
    public static string Checked(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException($"'{text.Replace("\0", "\\0", StringComparison.Ordinal)}' has a null character, which no name, path or value in SQL may have. Remove it.", nameof(text))
        : text;
}

namespace Mlops.Sdk;

/// <summary>Finds where a statement ends, so that it can stand inside of another.</summary>
internal static class SqlStatement
{
    /// <summary>A text that holds one statement, without its semicolon and what follows. Semicolons in strings, quoted names and comments are none.</summary>
    public static string WithoutEnd(string sql)
    {
        for (int at = 0; at < sql.Length; at++)
        {
            switch (sql[at])
            {
                case ';': return sql[..at];
                case '\'': at = EndOfQuotes(sql, at, IsEscaped(sql, at)); break;
                case '"': at = EndOfQuotes(sql, at, false); break;
                case '-' when Starts(sql, at, "--"): at = Find(sql, "\n", at) - 1; break;
                case '/' when Starts(sql, at, "/*"): at = EndOfComment(sql, at); break;
                case '$' when Tag(sql, at) is { } tag: at = Find(sql, tag, at + tag.Length) - 1; break;
            }
        }

        return sql;
    }

    private static bool Starts(string sql, int at, string what) => string.CompareOrdinal(sql, at, what, 0, what.Length) == 0;

    /// <summary>The place after a text, or after the end.</summary>
    private static int Find(string sql, string what, int from) => sql.IndexOf(what, from, StringComparison.Ordinal) is var found and >= 0 ? found + what.Length : sql.Length;

    // E'...' has escapes with a backslash; the E must not be the end of a name.
    private static bool IsEscaped(string sql, int at) => at > 0 && sql[at - 1] is 'e' or 'E' && (at == 1 || !(char.IsLetterOrDigit(sql[at - 2]) || sql[at - 2] is '_' or '$'));

    // A doubled quote is read as the end of one text and the beginning of the next, which comes to the same.
    private static int EndOfQuotes(string sql, int at, bool escapes)
    {
        char quote = sql[at];
        for (at++; at < sql.Length && sql[at] != quote; at++)
            if (escapes && sql[at] == '\\') at++;
        return at;
    }

    // Comments nest.
    private static int EndOfComment(string sql, int at)
    {
        int depth = 0;
        for (; at < sql.Length; at++)
        {
            if (Starts(sql, at, "/*"))
            {
                depth++;
                at++;
            }
            else if (Starts(sql, at, "*/"))
            {
                at++;
                if (--depth == 0) return at;
            }
        }

        return at;
    }

    // $$ or $name$; a parameter such as $1 or $name has no second dollar sign next to its name.
    private static string? Tag(string sql, int at)
    {
        if (at > 0 && (char.IsLetterOrDigit(sql[at - 1]) || sql[at - 1] == '_')) return null;
        int end = at + 1;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_')) end++;
        return end < sql.Length && sql[end] == '$' && (end == at + 1 || !char.IsDigit(sql[at + 1])) ? sql[at..(end + 1)] : null;
    }
}

using System.Collections.Concurrent;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>The schema of a workspace. SQL is written for the schema <c>mlops</c>; here it is rewritten for the one that was asked for, quoted.</summary>
internal sealed class SchemaName
{
    private const string Written = "mlops.";
    private const int LongestBytes = 63;
    private readonly ConcurrentDictionary<string, string> _rewritten = new(StringComparer.Ordinal);

    public SchemaName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? broken =
            string.IsNullOrWhiteSpace(name) ? "it is empty"
            : name.Contains('\0', StringComparison.Ordinal) ? "it holds a NUL character"
            : Encoding.UTF8.GetByteCount(name) > LongestBytes ? "it is longer than 63 bytes, and PostgreSQL would cut it"
            : name.StartsWith("pg_", StringComparison.Ordinal) ? "PostgreSQL keeps names that begin with pg_ for itself"
            : name == "information_schema" ? "PostgreSQL keeps that schema for itself"
            : null;
        if (broken is not null) throw new ArgumentException($"The schema \"{name.Replace("\0", "\\0", StringComparison.Ordinal)}\" cannot be used: {broken}. Give another name in PostgreSqlOptions.Schema.", nameof(name));
        Name = name;
        Quoted = Quote(name);
    }

    public string Name { get; }

    public string Quoted { get; }

    /// <summary>The text for this schema. It is kept, so give it constants.</summary>
    public string Sql(string text) => _rewritten.GetOrAdd(text, static (text, quoted) => Rewrite(text, quoted), Quoted);

    /// <summary>The text for this schema, not kept.</summary>
    public string SqlOnce(string text) => Rewrite(text, Quoted);

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Rewrite(string text, string quoted) => text.Replace(Written, quoted + ".", StringComparison.Ordinal);
}

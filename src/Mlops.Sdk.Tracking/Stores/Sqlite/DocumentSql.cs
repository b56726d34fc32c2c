using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk.Extensibility;

/// <summary>The search of documents as one statement. Its text depends on the shape of the query alone; all values are parameters.</summary>
internal static class DocumentSql
{
    public static (string Sql, object?[] Values) Search(DocumentQuery query, string columns)
    {
        var sql = new StringBuilder(
            $"""
            SELECT {columns} FROM documents d
            WHERE d.kind = $0 AND {(query.KeyPrefix is null ? "d.key > $1" : "d.key >= max($1, $5) AND d.key <> $1")}
              AND d.revision = (SELECT max(h.revision) FROM documents h WHERE h.kind = d.kind AND h.key = d.key AND ($2 IS NULL OR h.written_at <= $2))
              AND ($3 OR d.body IS NOT NULL)
            """);
        List<object?> values = [query.Kind, query.After ?? "", query.AsOf?.UtcTicks, query.IncludeRemoved ? 1L : 0L, (long)query.Most];
        if (query.KeyPrefix is string prefix)
        {
            // The bounds let the index begin and end where the prefix does.
            sql.Append(CultureInfo.InvariantCulture, $"\n  AND substr(d.key, 1, length(${values.Count})) = ${values.Count}");
            values.Add(prefix);
            if (DocumentRules.Behind(prefix) is string end)
            {
                sql.Append(CultureInfo.InvariantCulture, $" AND d.key < ${values.Count}");
                values.Add(end);
            }
        }

        foreach (DocumentTermFilter filter in query.Terms)
        {
            FormattableString name = $"${values.Count}", any = $"${values.Count + 1}";
            string matches = filter.IsPrefix
                ? $"EXISTS (SELECT 1 FROM json_each({FormattableString.Invariant(any)}) p WHERE substr(t.value, 1, length(p.value)) = p.value)"
                : $"t.value IN (SELECT value FROM json_each({FormattableString.Invariant(any)}))";
            string terms = $"FROM document_terms t WHERE t.kind = d.kind AND t.name = {FormattableString.Invariant(name)} AND {matches}";
            // The first finds the candidates by the index of terms, the second asks that the term is one of this revision.
            sql.Append(CultureInfo.InvariantCulture, $"\n  AND d.key IN (SELECT t.key {terms.Replace("t.kind = d.kind", "t.kind = $0", StringComparison.Ordinal)})");
            sql.Append(CultureInfo.InvariantCulture, $"\n  AND EXISTS (SELECT 1 {terms} AND t.key = d.key AND t.revision = d.revision)");
            values.Add(filter.Name);
            values.Add(Json(filter.AnyOf));
        }

        sql.Append("\nORDER BY d.key LIMIT $4");
        return (sql.ToString(), [.. values]);
    }

    private static string Json(ValueList<string> texts)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (string text in texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}

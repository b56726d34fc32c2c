using System.Globalization;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>The search of documents as one statement. Its text depends on the number and sort of conditions alone; all values are parameters.</summary>
internal static class DocumentSql
{
    public static (string Sql, object?[] Values) Search(DocumentQuery query, string columns)
    {
        var sql = new StringBuilder(
            $"""
            SELECT {columns} FROM mlops.documents d
            WHERE d.kind = $1 AND d.key > $2
              AND d.revision = (SELECT max(h.revision) FROM mlops.documents h WHERE h.kind = d.kind AND h.key_sha256 = d.key_sha256 AND ($3::bigint IS NULL OR h.written_at <= $3::bigint))
              AND ($4 OR d.body IS NOT NULL)
              AND ($5::text IS NULL OR starts_with(d.key, $5::text))
            """);
        List<object?> values = [query.Kind, query.After ?? "", query.AsOf, query.IncludeRemoved, query.KeyPrefix, (long)query.Most];
        foreach (DocumentTermFilter filter in query.Terms)
        {
            string name = Add(values, filter.Name), any = Add(values, filter.AnyOf.ToArray());
            // Values are compared whole; their beginnings only lead to them.
            string matches = filter.IsPrefix
                ? $"EXISTS (SELECT 1 FROM unnest({any}::text[]) AS p(value) WHERE starts_with(t.value, p.value))"
                : $"left(t.value, 200) IN (SELECT left(p.value, 200) COLLATE \"C\" FROM unnest({any}::text[]) AS p(value)) AND t.value = ANY({any}::text[])";
            sql.Append(CultureInfo.InvariantCulture, $"\n  AND (d.key_sha256, d.revision) IN (SELECT t.key_sha256, t.revision FROM mlops.document_terms t WHERE t.kind = $1 AND left(t.name, 100) = left({name}::text, 100) AND t.name = {name}::text AND {matches})");
        }

        sql.Append("\nORDER BY d.key LIMIT $6");
        return (sql.ToString(), [.. values]);
    }

    private static string Add(List<object?> values, object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }
}

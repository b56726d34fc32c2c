using System.Globalization;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>The search of documents as one statement. Its text depends on the number and sort of conditions alone; all values are parameters.</summary>
internal static class DocumentSql
{
    private const int Beginning = 300;

    public static (string Sql, object?[] Values) Search(DocumentQuery query, string columns)
    {
        var sql = new StringBuilder(
            $"""
            SELECT {columns} FROM mlops.documents d
            WHERE d.kind = $1 AND left(d.key, 300) >= left($2::text, 300) AND d.key > $2::text
              AND d.revision = (SELECT max(h.revision) FROM mlops.documents h WHERE h.kind = d.kind AND h.key_sha256 = d.key_sha256 AND ($3::bigint IS NULL OR h.written_at <= $3::bigint))
              AND ($4 OR d.body IS NOT NULL)
            """);
        List<object?> values = [query.Kind, query.After ?? "", query.AsOf, query.IncludeRemoved, (long)query.Most];
        if (query.KeyPrefix is not null)
        {
            string prefix = Add(values, query.KeyPrefix);
            sql.Append(CultureInfo.InvariantCulture, $"\n  AND left(d.key, 300) >= left({prefix}::text, 300) AND starts_with(d.key, {prefix}::text)");
            // A prefix that is kept as another text has no bound.
            if (query.KeyPrefix.Length <= Beginning && PostgreSqlText.Encode(query.KeyPrefix) == query.KeyPrefix && DocumentRules.Behind(query.KeyPrefix) is string end)
                sql.Append(CultureInfo.InvariantCulture, $"\n  AND left(d.key, 300) < {Add(values, end)}::text");
        }

        foreach (DocumentTermFilter filter in query.Terms)
        {
            string name = Add(values, filter.Name), any = Add(values, filter.AnyOf.ToArray());
            // Values are compared whole; their beginnings only lead to them.
            string matches = filter.IsPrefix
                ? $"EXISTS (SELECT 1 FROM unnest({any}::text[]) AS p(value) WHERE starts_with(t.value, p.value))"
                : $"left(t.value, 200) IN (SELECT left(p.value, 200) COLLATE \"C\" FROM unnest({any}::text[]) AS p(value)) AND t.value = ANY({any}::text[])";
            sql.Append(CultureInfo.InvariantCulture, $"\n  AND (d.key_sha256, d.revision) IN (SELECT t.key_sha256, t.revision FROM mlops.document_terms t WHERE t.kind = $1 AND left(t.name, 100) = left({name}::text, 100) AND t.name = {name}::text AND {matches})");
        }

        // A page is read off the index of the beginnings, which are in the order of the keys.
        sql.Append("\nORDER BY left(d.key, 300), d.key LIMIT $5");
        return (sql.ToString(), [.. values]);
    }

    private static string Add(List<object?> values, object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }
}

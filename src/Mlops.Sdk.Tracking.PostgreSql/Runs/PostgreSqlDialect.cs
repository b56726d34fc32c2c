using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>PostgreSQL: tables in a schema, parameters by number, and a planner that finds its way.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public static PostgreSqlDialect Instance { get; } = new();

    public override string JoinInOrder => "JOIN";

    public override string Table(string name) => "mlops." + name;

    public override string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}");

    public override string Unindexed(string column) => column;

    public override void AddLike(FilterSql sql, string column, string pattern, bool ignoreCase)
    {
        // LIKE counts characters as LikePattern does, and knows an escape beyond it. ILIKE would fold case as the server's locale has it.
        if (ignoreCase) sql.Add($"{column} ~ ").Value(CaselessPattern.ToRegularExpression(PostgreSqlText.Encode(pattern)));
        // The value is encoded when it becomes a parameter.
        else sql.Add($"{column} LIKE ").Value(pattern.Replace(@"\", @"\\", StringComparison.Ordinal));
    }
}

using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>SQLite: one schema, parameters by name, and a planner that has to be told which way to go.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static SqliteDialect Instance { get; } = new();

    // CROSS JOIN keeps SQLite from turning the loops round.
    public override string JoinInOrder => "CROSS JOIN";

    public override string Table(string name) => name;

    // By number, not by name: SQLite looks through all names for each, which takes seconds for 20,000 values.
    public override string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"?{index + 1}");

    // The plus keeps SQLite from the index of values, through which it would look at every run with such a value instead of at this one.
    public override string Unindexed(string column) => "+" + column;

    public override void AddLike(FilterSql sql, string column, string pattern, bool ignoreCase) =>
        sql.Add($"is_like({column}, ").Value(pattern).Add(ignoreCase ? ", 1)" : ", 0)");
}

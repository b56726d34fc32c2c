namespace Mlops.Sdk.Extensibility;

/// <summary>
/// What differs between databases when a search becomes SQL. The tables and columns are the same in every store that uses it:
/// <c>runs</c>, <c>experiments</c>, <c>run_values</c>, <c>run_datasets</c> and <c>series</c>, as the SQLite store has them, and texts compare by their bytes.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>A table, with its schema where there is one.</summary>
    /// <param name="name">Its name.</param>
    public abstract string Table(string name);

    /// <summary>A parameter.</summary>
    /// <param name="index">Its place among the values, from 0.</param>
    public abstract string Parameter(int index);

    /// <summary>A join of which the database goes through the left side first, where it has to be told.</summary>
    public abstract string JoinInOrder { get; }

    /// <summary>A column that is not to be looked up in an index, where the database has to be told.</summary>
    /// <param name="column">The column.</param>
    public abstract string Unindexed(string column);

    /// <summary>Appends the condition that a text is like a pattern, as <see cref="LikePattern"/> defines it.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="column">The text, which is not null.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether letters are compared by their upper-case form.</param>
    public abstract void AddLike(FilterSql sql, string column, string pattern, bool ignoreCase);
}

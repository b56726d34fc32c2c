using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>The SQL that turns a column into what is read.</summary>
internal static class TypeSql
{
    /// <summary>A column as its own kind of value; what has no vector that is read becomes text.</summary>
    public static string AsItIs(ResultColumn column)
    {
        string name = SqlText.Identifier(column.Name);
        return column.Type switch
        {
            DuckDBType.Varchar when column.IsJson => Unquoted(name),
            DuckDBType.Boolean or DuckDBType.TinyInt or DuckDBType.SmallInt or DuckDBType.Integer or DuckDBType.BigInt or DuckDBType.UnsignedTinyInt or DuckDBType.UnsignedSmallInt or DuckDBType.UnsignedInteger or
            DuckDBType.UnsignedBigInt or DuckDBType.HugeInt or DuckDBType.UnsignedHugeInt or DuckDBType.Decimal or DuckDBType.Float or DuckDBType.Double or DuckDBType.Time or DuckDBType.Date or DuckDBType.Timestamp or
            DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs or DuckDBType.TimestampTz or DuckDBType.Enum or DuckDBType.Varchar => name,
            DuckDBType.Blob => $"hex({name})",
            DuckDBType.List or DuckDBType.Struct or DuckDBType.Map or DuckDBType.Array or DuckDBType.Union => $"CAST(to_json({name}) AS VARCHAR)",
            _ => $"CAST({name} AS VARCHAR)",
        };
    }

    /// <summary>A column as a declared type. No value is rounded on the way: 1.5 is no whole number, and 2 is no flag.</summary>
    public static string Convert(ResultColumn column, string name, ColumnType type, BadValueHandling onBad)
    {
        string value = column.IsJson ? Unquoted(SqlText.Identifier(column.Name)) : SqlText.Identifier(column.Name), cast = onBad == BadValueHandling.Missing ? "TRY_CAST" : "CAST";
        bool isText = column.Type is DuckDBType.Varchar, isNumber = column.Type is DuckDBType.Float or DuckDBType.Double or DuckDBType.Decimal;
        string otherwise = onBad == BadValueHandling.Missing ? "NULL" : $"error({SqlText.Literal($"column '{name}' is declared {type} and holds ")} || CAST({value} AS VARCHAR))";
        switch (type)
        {
            case ColumnType.Number: return column.Type == DuckDBType.Boolean ? $"CAST(CAST({value} AS TINYINT) AS DOUBLE)" : $"{cast}({value} AS DOUBLE)";
            case ColumnType.Integer when isText: return $"CASE WHEN {value} IS NULL OR regexp_full_match(trim({value}), '[+-]?[0-9]+') THEN {cast}({value} AS BIGINT) ELSE {otherwise} END";
            case ColumnType.Integer when isNumber: return $"CASE WHEN {value} IS NULL OR {value} = trunc({value}) THEN {cast}({value} AS BIGINT) ELSE {otherwise} END";
            case ColumnType.Integer: return $"{cast}({value} AS BIGINT)";
            case ColumnType.Flag when isText: return $"{cast}({value} AS BOOLEAN)";
            case ColumnType.Flag: return $"CASE WHEN {value} IS NULL THEN NULL WHEN {value} = 0 THEN false WHEN {value} = 1 THEN true ELSE {otherwise} END";
            case ColumnType.Timestamp: return $"{cast}({value} AS TIMESTAMP)";
            default: return AsItIs(column) is var text && text != value ? text : $"CAST({value} AS VARCHAR)";
        }
    }

    // A JSON string is its text without quotes, JSON's null is missing, anything else is JSON as it stands.
    private static string Unquoted(string name) => $"({name} ->> '$')";
}

namespace Mlops.Sdk.Extensibility;

/// <summary>The rights that each kind of access needs, and no others. What is not named here, such as the version of the schema, only its owner changes.</summary>
internal static class Grants
{
    private static readonly string[] s_added =
    [
        "experiments", "runs", "run_values", "series", "chunks", "run_artifacts", "run_findings", "run_datasets", "writers",
        "models", "model_versions", "model_version_tags", "alias_history", "stage_history", "version_reports", "version_metrics", "version_findings", "version_artifacts",
        "documents", "document_terms", "audit",
    ];

    private static readonly string[] s_changed = ["runs", "run_values", "series", "run_artifacts", "run_datasets", "writers", "models", "version_artifacts"];

    // Chunks are merged, and a report that is logged again takes the place of the one before.
    private static readonly string[] s_replaced = ["chunks", "writers", "version_reports", "version_metrics", "version_findings"];

    private static readonly string[] s_purged = ["runs", "run_values", "series", "run_artifacts", "run_findings", "run_datasets", "documents", "document_terms"];

    public static string Sql(SchemaName schema, string role, PostgreSqlAccess access)
    {
        if (!Enum.IsDefined(access)) throw new ArgumentOutOfRangeException(nameof(access), access, null);
        List<string> rights = [$"USAGE ON SCHEMA {schema.Quoted}", $"SELECT ON ALL TABLES IN SCHEMA {schema.Quoted}"];
        if (access >= PostgreSqlAccess.Write) rights.AddRange([$"INSERT ON {Tables(s_added)}", $"UPDATE ON {Tables(s_changed)}", $"DELETE ON {Tables(s_replaced)}"]);
        if (access >= PostgreSqlAccess.Maintain) rights.Add($"DELETE ON {Tables(s_purged)}");
        return string.Concat(rights.Select(right => $"GRANT {right} TO {SchemaName.Quote(role)};\n"));

        string Tables(string[] names) => string.Join(", ", names.Select(name => $"{schema.Quoted}.{name}"));
    }
}

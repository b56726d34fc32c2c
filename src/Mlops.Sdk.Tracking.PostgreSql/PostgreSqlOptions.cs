namespace Mlops.Sdk;

/// <summary>How a workspace in PostgreSQL is opened.</summary>
public sealed record PostgreSqlOptions
{
    /// <summary>The schema that its tables are in. It is made when it is not there and the role may do so. One database can hold any number of workspaces, each in a schema of its own.</summary>
    /// <value><c>mlops</c>. At most 63 bytes, not beginning with <c>pg_</c>; any characters but NUL, for the name is always quoted.</value>
    public string Schema { get; init; } = "mlops";

    /// <summary>How long a call goes on trying when its connection is lost, before it fails with MLO6008. Opening does not try again.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Clock, buffers and what is captured. <see cref="WorkspaceOptions.Durability"/> is for the folder of artifacts; with <see cref="Durability.PowerLoss"/> each commit also waits for the server's disk, whatever the server's own setting is.</summary>
    /// <value>The defaults.</value>
    public WorkspaceOptions Workspace { get; init; } = new();
}

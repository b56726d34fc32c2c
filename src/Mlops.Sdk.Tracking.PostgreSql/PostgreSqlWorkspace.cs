using Mlops.Sdk.Extensibility;
using Npgsql;

namespace Mlops.Sdk;

/// <summary>A workspace that a team shares: records in a PostgreSQL database, contents in a folder that all can reach, or in any other store of artifacts.</summary>
public static class PostgreSqlWorkspace
{
    /// <summary>Opens a workspace, and makes its tables and its folder if they are not there.</summary>
    /// <param name="connectionString">Where the database is.</param>
    /// <param name="artifacts">The folder for contents. It may be on a network share that moves files atomically within a folder, as NFS and SMB do: content is whole under its hash or absent, and is checked when it is read.</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6001: a newer SDK wrote the schema; MLO6002: the server or the schema cannot hold a workspace; MLO6003: the server refuses the connection, or the folder cannot be written; MLO6008: there is no server; MLO6009: the role lacks a right.</exception>
    public static Task<Workspace> OpenAsync(string connectionString, string artifacts, PostgreSqlOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(connectionString, Folder(artifacts, options), options, cancellationToken);

    /// <summary>Opens a workspace whose contents are in a store of your own.</summary>
    /// <param name="connectionString">Where the database is.</param>
    /// <param name="artifacts">Where contents go.</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">As for a folder.</exception>
    public static async Task<Workspace> OpenAsync(string connectionString, IArtifactStore artifacts, PostgreSqlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifacts);
        return await OpenAsync(await PostgreSqlWorkspaceStore.OpenAsync(connectionString, options, cancellationToken).ConfigureAwait(false), artifacts, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a workspace through the connections of the application, which disposes them after the workspace.</summary>
    /// <param name="source">The connections.</param>
    /// <param name="artifacts">The folder for contents.</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">As for a connection string.</exception>
    public static Task<Workspace> OpenAsync(NpgsqlDataSource source, string artifacts, PostgreSqlOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(source, Folder(artifacts, options), options, cancellationToken);

    /// <summary>Opens a workspace through the connections of the application, which disposes them after the workspace.</summary>
    /// <param name="source">The connections.</param>
    /// <param name="artifacts">Where contents go.</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">As for a connection string.</exception>
    public static async Task<Workspace> OpenAsync(NpgsqlDataSource source, IArtifactStore artifacts, PostgreSqlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifacts);
        return await OpenAsync(await PostgreSqlWorkspaceStore.OpenAsync(source, options, cancellationToken).ConfigureAwait(false), artifacts, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The SQL that gives a role its rights on a workspace that is there. The owner of the schema, or who made it, executes it; the role itself has to exist.</summary>
    /// <param name="role">The role, by its name as PostgreSQL has it; it is quoted.</param>
    /// <param name="access">What it may do.</param>
    /// <param name="options">In which schema; null for the default one.</param>
    public static string GrantSql(string role, PostgreSqlAccess access, PostgreSqlOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        return Grants.Sql(new SchemaName((options ?? new PostgreSqlOptions()).Schema), role, access);
    }

    private static async Task<Workspace> OpenAsync(PostgreSqlWorkspaceStore store, IArtifactStore artifacts, PostgreSqlOptions? options, CancellationToken cancellationToken)
    {
        WorkspaceOptions workspace = (options ?? new PostgreSqlOptions()).Workspace;
        try
        {
            await InterruptExpiredAsync(store, workspace, cancellationToken).ConfigureAwait(false);
            return Workspace.FromStores(store, artifacts, workspace);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task InterruptExpiredAsync(PostgreSqlWorkspaceStore store, WorkspaceOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await store.Runs.InterruptExpiredAsync(options.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.Code == "MLO6009")
        {
            // Who may only read leaves it to those who write.
        }
    }

    private static FolderArtifactStore Folder(string directory, PostgreSqlOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        WorkspaceOptions workspace = (options ?? new PostgreSqlOptions()).Workspace;
        try
        {
            return new FolderArtifactStore(directory, workspace.Durability, workspace.Time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PostgreSqlErrors.CannotOpenFolder(Path.GetFullPath(directory), e);
        }
    }
}

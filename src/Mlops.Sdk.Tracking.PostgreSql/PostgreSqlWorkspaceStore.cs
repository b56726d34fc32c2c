using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>A workspace in one schema of a PostgreSQL database (13 or later, in UTF-8), for any number of processes on any number of machines. It behaves as the SQLite store does.</summary>
public sealed class PostgreSqlWorkspaceStore : IWorkspaceStore
{
    private readonly PostgreSqlPlace _place;
    private readonly PostgreSqlWriter _writer;
    private readonly PostgreSqlReaders _readers;

    private PostgreSqlWorkspaceStore(PostgreSqlPlace place)
    {
        _place = place;
        _writer = new PostgreSqlWriter(place);
        _readers = new PostgreSqlReaders(place);
        Runs = new PostgreSqlRunStore(_writer, _readers);
        Models = new PostgreSqlModelStore(_writer, _readers);
        Documents = new PostgreSqlDocumentStore(_writer, _readers);
        Audit = new PostgreSqlAuditStore(_writer, _readers);
    }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IModelStore Models { get; }

    /// <inheritdoc/>
    public IDocumentStore Documents { get; }

    /// <inheritdoc/>
    public IAuditStore Audit { get; }

    /// <summary>Opens a schema, makes it if it is not there and the role may, and brings an older one up to date.</summary>
    /// <param name="connectionString">Where the database is. Statements are prepared on the server unless it says otherwise (<c>Max Auto Prepare</c>).</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6001: a newer SDK wrote the schema; MLO6002: the server or the schema cannot hold a workspace; MLO6003: the server refuses the connection; MLO6008: there is no server; MLO6009: the role lacks a right.</exception>
    public static Task<PostgreSqlWorkspaceStore> OpenAsync(string connectionString, PostgreSqlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        options ??= new PostgreSqlOptions();
        var schema = new SchemaName(options.Schema);
        return OpenAsync(PostgreSqlPlace.Connect(connectionString, schema, options), cancellationToken);
    }

    /// <summary>Opens a schema through the connections of the application. The store does not dispose the data source.</summary>
    /// <param name="source">The connections.</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6001: a newer SDK wrote the schema; MLO6002: the server or the schema cannot hold a workspace; MLO6003: the server refuses the connection; MLO6008: there is no server; MLO6009: the role lacks a right.</exception>
    public static Task<PostgreSqlWorkspaceStore> OpenAsync(NpgsqlDataSource source, PostgreSqlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new PostgreSqlOptions();
        return OpenAsync(new PostgreSqlPlace(source, ownsSource: false, new SchemaName(options.Schema), options), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken = default) => _readers.RunAsync(StoreCheck.ListLinksAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreTotals> CountAsync(CancellationToken cancellationToken = default) => _readers.RunAsync(StoreCheck.CountAsync, cancellationToken);

    /// <summary>Puts every series into as few chunks as it needs. The server's own vacuum makes room where the others were; nothing is locked but one series at a time.</summary>
    /// <param name="cancellationToken">Stops the call between two series.</param>
    public async Task CompactAsync(CancellationToken cancellationToken = default)
    {
        foreach (long series in await _writer.RunAsync(SeriesMerger.Open, isAlone: true, cancellationToken).ConfigureAwait(false))
            await _writer.RunAsync(session => SeriesMerger.MergeAll(session, series), isAlone: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads every chunk of points through and looks for records that do not fit each other. Damage of the server's files is for the server's own tools (<c>pg_amcheck</c>, data checksums).</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _readers.RunAsync(StoreCheck.RunAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.Code == "MLO6005")
        {
            return [new WorkspaceProblem(WorkspaceProblemKind.DamagedDatabase, "database", e.Message)];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Close();
        await _place.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Where it is.</summary>
    public override string ToString() => _place.Name;

    private static async Task<PostgreSqlWorkspaceStore> OpenAsync(PostgreSqlPlace place, CancellationToken cancellationToken)
    {
        try
        {
            await Migrations.RunAsync(place, cancellationToken).ConfigureAwait(false);
            return new PostgreSqlWorkspaceStore(place);
        }
        catch (Exception e)
        {
            await place.DisposeAsync().ConfigureAwait(false);
            Exception told = PostgreSqlErrors.OfOpening(place.Name, e);
            if (ReferenceEquals(told, e)) throw;
            throw told;
        }
    }
}

using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>A DuckDB instance in memory that reads files and keeps nothing. Sessions of one engine share its threads and its memory limit.</summary>
internal sealed class DuckDbEngine : IDisposable
{
    private readonly DuckDBDatabase _database;
    private readonly string _temporary;

    private DuckDbEngine(DuckDBDatabase database, string temporary) => (_database, _temporary) = (database, temporary);

    /// <summary>Opens an instance.</summary>
    /// <param name="options">Threads, memory, folder for what does not fit into memory.</param>
    /// <param name="threads">The threads that one query may use.</param>
    public static DuckDbEngine Open(DuckDbOptions options, int threads)
    {
        // Instances must not share a folder: the names of their temporary files are the same.
        string temporary = Path.Combine(Path.GetFullPath(options.TempFolder ?? Path.GetTempPath()), "mlops-duckdb-" + Path.GetRandomFileName());
        if (options.TempFolder is not null) Directory.CreateDirectory(options.TempFolder);
        try
        {
            if (NativeMethods.Configuration.DuckDBCreateConfig(out DuckDBConfig config) != DuckDBState.Success) throw DuckDbErrors.Create("DuckDB", "its settings cannot be made");
            using (config)
            {
                // Nothing is fetched from the network, now or later.
                Set(config, "autoinstall_known_extensions", "false");
                Set(config, "autoload_known_extensions", "false");
                // An instance lives for one pass, so that what it keeps of the files serves nobody; their footers are read by every part.
                Set(config, "enable_external_file_cache", "false");
                Set(config, "threads", Text(threads));
                Set(config, "temp_directory", temporary);
                if (options.MemoryLimit is { } limit) Set(config, "memory_limit", $"{Text(limit)}B");
                if (NativeMethods.Startup.DuckDBOpen(null, out DuckDBDatabase database, config, out string error) != DuckDBState.Success) throw DuckDbErrors.Create("DuckDB cannot be started", error);
                return new DuckDbEngine(database, temporary);
            }
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw DuckDbErrors.NoLibrary(cause);
        }
    }

    /// <summary>A session, for one thread at a time.</summary>
    public DuckDbSession Connect()
    {
        if (NativeMethods.Startup.DuckDBConnect(_database, out DuckDBNativeConnection connection) != DuckDBState.Success) throw DuckDbErrors.Create("DuckDB", "no session could be opened");
        var session = new DuckDbSession(connection);
        session.Execute("SET TimeZone = 'UTC'", "DuckDB");
        session.Execute("SET parquet_metadata_cache = true", "DuckDB");
        return session;
    }

    public void Dispose()
    {
        _database.Dispose();
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }

    private static void Set(DuckDBConfig config, string name, string value)
    {
        if (NativeMethods.Configuration.DuckDBSetConfig(config, name, value) != DuckDBState.Success)
            throw new ArgumentException($"DuckDB does not take '{value}' for its setting {name}. Correct the option that gives it.");
    }

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using System.Globalization;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>What a server can refuse, and what can happen on the way to it, in the words of the SDK.</summary>
internal static class PostgreSqlErrors
{
    public static MlopsException ServerAway(string place, Exception cause) => new("MLO6008",
        $"The PostgreSQL server of {place} cannot be reached ({cause.Message}). Check that it runs, that host and port of the connection string are right and that it takes more connections, then try again; nothing was written by this call.", cause);

    public static MlopsException RightMissing(string place, string what, PostgresException cause) => new("MLO6009",
        $"The role of the connection may not {what} {place} ({cause.MessageText}). Let the owner execute what PostgreSqlWorkspace.GrantSql gives for the role, or connect as another one.", cause);

    public static MlopsException OutcomeUnknown(string place, Exception cause) => new("MLO6010",
        $"The connection to {place} was lost while a write was under way and did not come back ({cause.Message}), so it is not known whether the write was kept. Read what it wrote before you write it again.", cause);

    public static MlopsException NoWorkspace(string place, string why) => new("MLO6002",
        $"There can be no workspace in {place}: {why}");

    public static MlopsException CannotOpen(string place, Exception cause) => new("MLO6003",
        $"The workspace in {place} cannot be opened ({cause.Message}). Check the database, the role and the password of the connection string.", cause);

    public static MlopsException CannotOpenFolder(string directory, Exception cause) => new("MLO6003",
        $"The folder for artifacts {directory} cannot be opened for writing ({cause.Message}). Check that it exists or can be made, and that this process may write there.", cause);

    public static MlopsException WriteFailed(string place, Exception cause) => new("MLO6004",
        $"Writing to {place} failed and was undone ({cause.Message}). Check the server's log and its free space, then try again.", cause);

    public static MlopsException ReadFailed(string place, Exception cause) => new("MLO6005",
        $"Reading from {place} failed ({cause.Message}). Run VerifyAsync to see what is damaged.", cause);

    /// <summary>Whether the connection is gone, or never came about, so that another attempt can help.</summary>
    public static bool IsConnectionLost(Exception error) => error switch
    {
        PostgresException e => e.SqlState.StartsWith("08", StringComparison.Ordinal)
            || e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or "57P05" or "25P03",
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    /// <summary>Whether two transactions were in each other's way and this one was undone.</summary>
    public static bool IsConflict(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public static bool IsForeignKey(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };

    public static Exception OfOpening(string place, Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => RightMissing(place, "open", e),
        PostgresException e when !IsConnectionLost(e) => CannotOpen(place, e),
        _ => IsConnectionLost(error) ? ServerAway(place, error) : error,
    };

    public static Exception OfReading(string place, Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => RightMissing(place, "read", e),
        PostgresException e when !IsConnectionLost(e) => ReadFailed(place, e),
        _ => IsConnectionLost(error) ? ServerAway(place, error) : error,
    };

    public static Exception OfWriting(string place, Exception error) => error switch
    {
        PostgresException { SqlState: "ML031" } e => StoreErrors.UnknownRun(e.MessageText),
        PostgresException { SqlState: "ML035" } e => StoreErrors.ResumedByAnother(e.MessageText),
        PostgresException { SqlState: "ML037" } e when e.MessageText.Split(' ') is [var run, var ended, var now] => StoreErrors.AttemptIsOver(run, int.Parse(ended, CultureInfo.InvariantCulture), int.Parse(now, CultureInfo.InvariantCulture)),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => RightMissing(place, "write to", e),
        PostgresException e when !IsConnectionLost(e) => WriteFailed(place, e),
        _ => IsConnectionLost(error) ? ServerAway(place, error) : error,
    };
}

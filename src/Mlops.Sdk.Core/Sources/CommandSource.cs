using System.Data;
using System.Data.Common;

namespace Mlops.Sdk;

/// <summary>A database command that is executed anew for every pass.</summary>
internal sealed class CommandSource : DataSource
{
    private readonly DbCommand _command;
    private readonly bool _declared;
    private int _reading;

    private CommandSource(DbCommand command, Schema schema, bool declared)
    {
        _command = command;
        _declared = declared;
        Schema = schema;
    }

    public override Schema Schema { get; }

    /// <summary>The source of a command; without a schema the command is executed to be described.</summary>
    public static CommandSource Of(DbCommand command, Schema? schema) => new(command, schema ?? Described(command), schema is not null);

    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return Read(batchRows, cancellationToken);
    }

    private IEnumerable<Dataset> Read(int batchRows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _reading, 1) != 0) throw new InvalidOperationException("The command is being read, and its connection gives one result at a time. End that pass first, or make a source of another command on another connection.");
        bool opened = false, complete = false;
        DbDataReader? reader = null;
        using CancellationTokenRegistration stop = cancellationToken.Register(Cancel);
        try
        {
            opened = Open(_command, cancellationToken);
            reader = Execute(_command, CommandBehavior.Default, cancellationToken);
            foreach (Dataset batch in ReaderSource.Read(reader, Schema, _declared, batchRows, cancellationToken)) yield return batch;
            complete = true;
        }
        finally
        {
            stop.Dispose();
            Close(reader, opened, complete);
            Volatile.Write(ref _reading, 0);
        }
    }

    // The columns by the types of the query itself, which need no row; a database that types values and not columns is asked for its first row.
    private static Schema Described(DbCommand command)
    {
        bool opened = Open(command, default);
        try
        {
            using (DbDataReader reader = Execute(command, CommandBehavior.SchemaOnly, default))
            {
                if (reader.FieldCount > 0 && !Enumerable.Range(0, reader.FieldCount).Any(i => reader.GetFieldType(i) is var type && (type == typeof(object) || type == typeof(byte[])))) return ReaderSource.SchemaOf(reader);
            }

            using DbDataReader first = Execute(command, CommandBehavior.SingleRow, default);
            try
            {
                first.Read();
            }
            catch (Exception error) when (ReaderFault.IsDriver(error))
            {
                throw ReaderFault.Row(error, 0, default);
            }

            if (first.FieldCount == 0) throw new MlopsException("MLO1038", "The command gives no columns. Give a command that selects rows.");
            return ReaderSource.SchemaOf(first);
        }
        finally
        {
            if (opened) command.Connection!.Close();
        }
    }

    private static bool Open(DbCommand command, CancellationToken cancellationToken)
    {
        DbConnection connection = command.Connection ?? throw new ArgumentException("The command has no connection. Make it with connection.CreateCommand().");
        if (connection.State != ConnectionState.Closed) return false;
        try
        {
            connection.Open();
        }
        catch (Exception error) when (ReaderFault.IsDriver(error))
        {
            throw ReaderFault.Start(error, "The connection cannot be opened", cancellationToken);
        }

        return true;
    }

    private static DbDataReader Execute(DbCommand command, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        try
        {
            return command.ExecuteReader(behavior);
        }
        catch (Exception error) when (ReaderFault.IsDriver(error))
        {
            throw ReaderFault.Start(error, "The command cannot be executed", cancellationToken);
        }
    }

    // A reader that is closed before its end would first take all the rows that are left.
    private void Close(DbDataReader? reader, bool opened, bool complete)
    {
        try
        {
            if (!complete && reader is not null) Cancel();
            reader?.Dispose();
            if (opened) _command.Connection!.Close();
        }
        catch (Exception error) when (!complete && ReaderFault.IsDriver(error))
        {
            // What ended the pass is on its way to the caller; the connection is broken and says so again.
        }
    }

    private void Cancel()
    {
        try
        {
            _command.Cancel();
        }
        catch (Exception error) when (ReaderFault.IsDriver(error))
        {
            // A driver that cannot cancel; the token is checked at every row.
        }
    }
}

using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads, each on a connection of the pool and over one state of the database. A read that loses its connection is done again.</summary>
internal sealed class PostgreSqlReaders(PostgreSqlPlace place)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private volatile bool _closed;

    public void Close() => _closed = true;

    public async Task<T> RunAsync<T>(Func<ReadSession, Task<T>> work, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(Workspace));
            try
            {
                return await ReadAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!PostgreSqlErrors.IsConnectionLost(e) || Stopwatch.GetElapsedTime(start) >= place.RetryFor)
                {
                    Exception told = PostgreSqlErrors.OfReading(place.Name, e);
                    if (ReferenceEquals(told, e)) throw;
                    throw told;
                }
            }

            await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> ReadAsync<T>(Func<ReadSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await place.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        T result = await work(new ReadSession(connection, place.Schema, cancellationToken)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }
}

using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Stops a query when a token is cancelled, for as long as the query runs.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly DuckDBNativeConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private readonly ManualResetEventSlim _ended = new();
    private Task? _stopping;

    public Interruption(DuckDBNativeConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.Register(() => _stopping = Task.Run(Stop, CancellationToken.None));
    }

    public void Dispose()
    {
        _registration.Dispose();
        _ended.Set();
        _stopping?.Wait();
        _ended.Dispose();
    }

    // A query that is only just beginning forgets an interruption, so it is told until it has ended.
    private void Stop()
    {
        do _connection.Interrupt();
        while (!_ended.Wait(20));
    }
}

using System.Collections.Concurrent;

namespace Mlops.Sdk;

internal sealed class MemoryTransport : OpenLineageTransport
{
    private readonly ConcurrentQueue<string> _events;

    public MemoryTransport(ConcurrentQueue<string> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _events = events;
    }

    public override Task SendAsync(string json, CancellationToken cancellationToken)
    {
        _events.Enqueue(json);
        return Task.CompletedTask;
    }
}

namespace Mlops.Sdk;

/// <summary>Carries events somewhere. Derive from it for a way of your own. Events come one at a time.</summary>
public abstract class OpenLineageTransport
{
    /// <summary>Appends every event as a line of JSON to a file, which other processes may append to as well. After a crash it looks whether the event is there already.</summary>
    /// <param name="path">The file; its folder is made.</param>
    public static OpenLineageTransport File(string path) => new FileTransport(path);

    /// <summary>Posts every event to <c>/api/v1/lineage</c> of a server. A server that is busy (429, 5xx) is tried three times. After a crash between answer and note, an event may come twice; it has the same run id and type.</summary>
    /// <param name="client">The client, with its address, its time-out and what the server wants to know of who calls.</param>
    public static OpenLineageTransport Http(HttpClient client) => new HttpTransport(client);

    /// <summary>Sends an event.</summary>
    /// <param name="json">The event, one line of JSON.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public abstract Task SendAsync(string json, CancellationToken cancellationToken);

    /// <summary>Whether an event was sent before a crash that hid it.</summary>
    /// <param name="runId">The run id of the event.</param>
    /// <param name="eventType">The type of the event.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>False when that cannot be known.</returns>
    public virtual Task<bool> WasSentAsync(string runId, string eventType, CancellationToken cancellationToken) => Task.FromResult(false);
}

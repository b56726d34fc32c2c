using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>An HTTP server in the process that answers as an MLflow tracking server does: one answer for each method, path and query that is known, in turns where there are several.</summary>
internal sealed class MlflowServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, Queue<(int Status, byte[] Body, string? RetryAfter)>> _answers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Task _loop;

    public MlflowServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/"));
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Every request, as <c>METHOD path?query body</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What answers a request: the key is <c>path?query</c> of a GET, unescaped, or <c>path body</c> of a POST, without <c>api/2.0/</c>. The last answer stays.</summary>
    public MlflowServer Answer(string key, string json, int status = 200, string? retryAfter = null) => Answer(key, Encoding.UTF8.GetBytes(json), status, retryAfter);

    public MlflowServer Answer(string key, byte[] body, int status = 200, string? retryAfter = null)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(key, out var answers)) _answers.Add(key, answers = new());
            answers.Enqueue((status, body, retryAfter));
        }

        return this;
    }

    public MlflowServer Forget(string key)
    {
        lock (_gate) _answers.Remove(key);
        return this;
    }

    public void Dispose()
    {
        _listener.Stop();
        _loop.GetAwaiter().GetResult();
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            string body = await reader.ReadToEndAsync();
            string path = Uri.UnescapeDataString(context.Request.RawUrl!.TrimStart('/').Replace("api/2.0/", "", StringComparison.Ordinal));
            (int status, byte[] answer, string? retryAfter) = Find(body.Length == 0 ? path : $"{path} {body}");
            context.Response.StatusCode = status;
            if (retryAfter is not null) context.Response.Headers["Retry-After"] = retryAfter;
            try
            {
                await context.Response.OutputStream.WriteAsync(answer);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The client has read enough.
            }
        }
    }

    private (int Status, byte[] Body, string? RetryAfter) Find(string key)
    {
        lock (_gate)
        {
            Requests.Add(key);
            if (!_answers.TryGetValue(key, out var answers)) return (404, Encoding.UTF8.GetBytes($$"""{"error_code":"ENDPOINT_NOT_FOUND","message":"{{key.Replace("\"", "'", StringComparison.Ordinal)}}"}"""), null);
            return answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        }
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace Mlops.Sdk;

internal sealed class HttpTransport : OpenLineageTransport
{
    private const int Tries = 3;
    private static readonly Uri s_address = new("api/v1/lineage", UriKind.Relative);
    private readonly HttpClient _client;

    public HttpTransport(HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.BaseAddress is null) throw new ArgumentException("The client has no BaseAddress. Set it to that of the server, with a '/' at its end.", nameof(client));
        _client = client;
    }

    public override async Task SendAsync(string json, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var content = new StringContent(json, MediaTypeHeaderValue.Parse("application/json"));
            using HttpResponseMessage answer = await _client.PostAsync(s_address, content, cancellationToken).ConfigureAwait(false);
            bool busy = answer.StatusCode == HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500;
            if (!busy || attempt == Tries)
            {
                answer.EnsureSuccessStatusCode();
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellationToken).ConfigureAwait(false);
        }
    }
}

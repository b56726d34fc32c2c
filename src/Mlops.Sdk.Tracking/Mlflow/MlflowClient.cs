using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Speaks MLflow's REST: pages to their end, tries again what a busy server refuses, and bounds what an answer may hold.</summary>
internal sealed class MlflowClient(HttpClient http, MlflowImportOptions options, TimeProvider time)
{
    public const string Api = "api/2.0/mlflow/", Proxy = "api/2.0/mlflow-artifacts/artifacts";
    private const int LargestAnswer = 256 << 20;
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Every item of a list that comes in pages.</summary>
    public async IAsyncEnumerable<JsonElement> PagesAsync(string items, Func<string?, HttpRequestMessage> request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (string? token = null; ;)
        {
            using JsonDocument page = await ReadAsync(() => request(token), cancellationToken).ConfigureAwait(false);
            if (page.RootElement.TryGetProperty(items, out JsonElement list) && list.ValueKind == JsonValueKind.Array)
                foreach (JsonElement item in list.EnumerateArray()) yield return item;
            token = page.RootElement.TryGetProperty("next_page_token", out JsonElement next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
            if (string.IsNullOrEmpty(token)) yield break;
            if (!seen.Add(token)) throw TrackingErrors.MlflowUnreadable(items, "its pages go round in a ring");
        }
    }

    public static HttpRequestMessage Get(string path, params (string Name, string? Value)[] query)
    {
        string text = string.Join('&', query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return new HttpRequestMessage(HttpMethod.Get, new Uri(text.Length == 0 ? path : $"{path}?{text}", UriKind.Relative));
    }

    public static HttpRequestMessage Post(string path, Action<Utf8JsonWriter> body) => new(HttpMethod.Post, new Uri(path, UriKind.Relative))
    {
        Content = new ByteArrayContent(ArchiveJson.Write(body)) { Headers = { ContentType = new("application/json") } },
    };

    public async Task<JsonDocument> ReadAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        string path = "";
        try
        {
            path = await SendAsync(request, bytes, LargestAnswer, cancellationToken).ConfigureAwait(false);
            JsonDocument document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw TrackingErrors.MlflowUnreadable(path, "it is no object");
        }
        catch (JsonException e)
        {
            throw TrackingErrors.MlflowUnreadable(path, $"it is no JSON ({e.Message})");
        }
        catch (MlflowTooLongException e)
        {
            throw TrackingErrors.MlflowUnreadable("a list", e.Message);
        }
    }

    /// <summary>Fetches into a stream that can be begun anew.</summary>
    /// <returns>What was asked for, for messages.</returns>
    /// <exception cref="MlflowTooLongException">There is more than may be read.</exception>
    public async Task<string> SendAsync(Func<HttpRequestMessage> request, Stream target, long most, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using HttpRequestMessage message = request();
            string path = message.RequestUri!.OriginalString.Split('?')[0];
            TimeSpan? asked = null;
            Exception? cause = null;
            try
            {
                using HttpResponseMessage response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    await CopyAsync(response, target, most, cancellationToken).ConfigureAwait(false);
                    return path;
                }

                string why = $"{(int)response.StatusCode} {await ErrorAsync(response, cancellationToken).ConfigureAwait(false)}";
                if (!IsPassing(response.StatusCode) || attempt >= options.Attempts) throw TrackingErrors.MlflowRefused(path, why, response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, null);
                asked = response.Headers.RetryAfter?.Delta;
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                cause = e;
            }

            if (cause is not null && attempt >= options.Attempts) throw TrackingErrors.MlflowRefused(path, cause.Message, false, cause);
            TimeSpan delay = asked ?? options.RetryDelay * Math.Pow(2, attempt - 1);
            if (delay > TimeSpan.Zero && options.RetryDelay > TimeSpan.Zero) await Task.Delay(delay < s_longestDelay ? delay : s_longestDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    private static async Task CopyAsync(HttpResponseMessage response, Stream target, long most, CancellationToken cancellationToken)
    {
        target.SetLength(0);
        await using Stream source = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[81920];
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (target.Length + read > most) throw new MlflowTooLongException(most);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        target.Position = 0;
    }

    /// <summary>What the server says, in one short line.</summary>
    private static async Task<string> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] start = new byte[2000];
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        string text = Encoding.UTF8.GetString(start, 0, read);
        try
        {
            using JsonDocument error = JsonDocument.Parse(text);
            return $"{error.RootElement.GetProperty("error_code").GetString()}: {ErrorText.Show(error.RootElement.GetProperty("message").GetString())}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ErrorText.Show(text);
        }
    }
}

/// <summary>An answer or file is longer than is read.</summary>
internal sealed class MlflowTooLongException(long most) : Exception(FormattableString.Invariant($"it has more than {most} bytes"));

using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Mlops.Sdk.Tracking.S3.Tests;

/// <summary>A service with objects and conditions alone, for what the server of the tests does otherwise: it compares an ETag in quotation marks, or it compares nothing.</summary>
internal sealed class FakeService(bool ignoresConditions = false)
{
    private readonly Dictionary<string, byte[]> _objects = [];

    /// <summary>How many writes were refused.</summary>
    public int Refused { get; private set; }

    public HttpResponseMessage Answer(HttpRequestMessage request)
    {
        lock (_objects)
        {
            HttpResponseMessage answer = request.RequestUri!.Query.Contains("list-type", StringComparison.Ordinal) ? Told("<ListBucketResult/>"u8.ToArray()) : AnswerFor(request, request.RequestUri.AbsolutePath);
            answer.RequestMessage = request;
            answer.Headers.Date = TimeProvider.System.GetUtcNow();
            return answer;
        }
    }

    private HttpResponseMessage AnswerFor(HttpRequestMessage request, string key)
    {
        byte[]? found = _objects.GetValueOrDefault(key);
        switch (request.Method.Method)
        {
            case "PUT":
                string expected = Header(request, "If-Match"), none = Header(request, "If-None-Match");
                if (!ignoresConditions && ((none == "*" && found is not null) || (expected != "" && (found is null || expected != ETagOf(found)))))
                {
                    Refused++;
                    return new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { Content = new StringContent("<Error><Code>PreconditionFailed</Code></Error>") };
                }

                using (Stream body = request.Content!.ReadAsStream()) _objects[key] = ReadAll(body);
                return Told([], ETagOf(_objects[key]));
            case "DELETE":
                _objects.Remove(key);
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            default:
                return found is null ? new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("<Error><Code>NoSuchKey</Code></Error>") } : Told(found, ETagOf(found));
        }
    }

    private static HttpResponseMessage Told(byte[] content, string? etag = null)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };
        if (etag is not null) answer.Headers.ETag = new EntityTagHeaderValue(etag);
        answer.Content.Headers.LastModified = TimeProvider.System.GetUtcNow();
        return answer;
    }

    private static byte[] ReadAll(Stream body)
    {
        using var copy = new MemoryStream();
        body.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Header(HttpRequestMessage request, string name) => request.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : "";

    private static string ETagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";
}

using Amazon.Runtime;
using Amazon.S3;

namespace Mlops.Sdk.Tracking.S3.Tests;

/// <summary>What goes over the wire of one client, to watch it or to come between.</summary>
internal sealed class Wire(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> between) : HttpClientFactory
{
    /// <summary>A client for the server, or for none at all where nothing is passed on.</summary>
    public static AmazonS3Client NewClient(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> between, string? address = null) =>
        TestBucket.NewClient(configure: config => config.HttpClientFactory = new Wire(between), address: address);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(between), disposeHandler: true);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> between) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => between(request, () => base.SendAsync(request, cancellationToken));
    }
}

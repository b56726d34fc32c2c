using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the client throws, and what it means.</summary>
internal static class Failures
{
    /// <summary>Whether a failure is the service's or the network's, and not the caller's.</summary>
    public static bool IsOfService(Exception e, CancellationToken cancellationToken) => e switch
    {
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException => !cancellationToken.IsCancellationRequested,
        // The client's own patience is over.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    public static MlopsException Of(string place, Exception e) => StoreErrors.ObjectStoreFailed(place, e, WordsOf(e));

    /// <summary>Whether the object is not there. That the bucket is not there is another thing.</summary>
    public static bool IsMissing(MlopsException e) => e.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" };

    /// <summary>Whether a condition was not met: another state, nothing there, or a writer that came between.</summary>
    public static bool IsOtherState(MlopsException e) =>
        e.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed } or AmazonS3Exception { StatusCode: HttpStatusCode.Conflict } || IsMissing(e);

    public static bool IsBehindEnd(MlopsException e) => e.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable };

    /// <summary>Services leave out words that Amazon's has, so that the code has to say it.</summary>
    private static string WordsOf(Exception e)
    {
        if (e is OperationCanceledException) return "no answer came in the time that the client allows";
        if (e is not AmazonServiceException { ErrorCode: { Length: > 0 } code } told) return e.Message;
        string what = code switch
        {
            "NoSuchBucket" => "there is no bucket of that name; make it first",
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" => "the credentials are not those of an account of this service",
            "AccessDenied" or "Forbidden" => "the credentials have no right to do it",
            _ => told.Message,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{code}, status {(int)told.StatusCode}{(string.IsNullOrWhiteSpace(what) ? "" : ": " + what)}");
    }
}

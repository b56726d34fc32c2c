using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;

namespace Mlops.Sdk;

/// <summary>The clock of a service, from the dates of its answers. One for each client, however many stores there are.</summary>
internal sealed class ServerClock
{
    private static readonly ConditionalWeakTable<IAmazonS3, ServerClock> s_clocks = [];
    private Reading? _last;

    private ServerClock(IAmazonS3 client)
    {
        if (client is AmazonServiceClient service) service.AfterResponseEvent += (_, answer) => Hear(answer);
    }

    /// <summary>The time; null when no answer has told one.</summary>
    public DateTimeOffset? Now => Volatile.Read(ref _last) is { } last ? last.Date + Stopwatch.GetElapsedTime(last.HeardAt) : null;

    public static ServerClock Of(IAmazonS3 client) => s_clocks.GetValue(client, key => new ServerClock(key));

    private void Hear(ResponseEventArgs answer)
    {
        if (answer is WebServiceResponseEventArgs { ResponseHeaders: { } headers } && headers.TryGetValue("Date", out string? text)
            && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            Volatile.Write(ref _last, new Reading(date, Stopwatch.GetTimestamp()));
        }
    }

    private sealed record Reading(DateTimeOffset Date, long HeardAt);
}

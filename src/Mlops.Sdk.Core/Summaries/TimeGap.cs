namespace Mlops.Sdk;

/// <summary>The largest span of time within a column in which there is no row.</summary>
/// <param name="Length">How long it is at least.</param>
/// <param name="MostLength">How long it can be; equal where it is exact.</param>
/// <param name="From">The moment before it, or the earliest that this can be.</param>
/// <param name="To">The moment after it, or the latest that this can be.</param>
/// <param name="Share">Its least length as a share of the time from the earliest to the latest moment, 0 to 1.</param>
public sealed record TimeGap(TimeSpan Length, TimeSpan MostLength, DateTime From, DateTime To, double Share);

namespace Mlops.Sdk;

/// <summary>Which events of an attempt of a run were sent.</summary>
/// <param name="Sent">Those that were.</param>
/// <param name="Sending">The one that somebody is about to send; null for none.</param>
/// <param name="Since">Since when.</param>
internal sealed record OpenLineageState(string[] Sent, string? Sending, DateTimeOffset Since);

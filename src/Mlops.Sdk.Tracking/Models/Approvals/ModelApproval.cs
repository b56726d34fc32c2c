namespace Mlops.Sdk;

/// <summary>What a person decided about a version. Decisions are only added; the last one of a person stands.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="By">Who decided.</param>
/// <param name="IsApproved">Whether the version was approved; otherwise it was rejected.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ModelApproval(string Model, int Version, string By, bool IsApproved, DateTimeOffset At, string Reason);

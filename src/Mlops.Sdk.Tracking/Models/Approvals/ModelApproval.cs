namespace Mlops.Sdk;

/// <summary>What a person decided about a version. Decisions are only added; the last one of a person stands.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="By">Who decided.</param>
/// <param name="IsApproved">Whether the version was approved; otherwise it was rejected.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ModelApproval(string Model, int Version, string By, bool IsApproved, DateTimeOffset At, string Reason)
{
    /// <summary>Who brought the decision here with an archive, from a workspace where it was made as they say. Such a statement counts for no gate.</summary>
    /// <value>Null: it was made here.</value>
    public string? StatedBy { get; init; }
}

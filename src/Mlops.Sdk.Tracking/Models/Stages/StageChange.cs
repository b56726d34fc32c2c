namespace Mlops.Sdk;

/// <summary>One entry in the history of a version's stage. The history only grows.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Stage">Where it is from then on.</param>
/// <param name="Previous">Where it was before.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ChangedBy">Who.</param>
/// <param name="Reason">Why, if that was said.</param>
public sealed record StageChange(string Model, int Version, ModelStage Stage, ModelStage Previous, DateTimeOffset ChangedAt, string? ChangedBy, string? Reason);

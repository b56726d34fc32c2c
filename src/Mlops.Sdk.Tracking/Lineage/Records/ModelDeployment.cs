namespace Mlops.Sdk;

/// <summary>A version of a model answers somewhere, for some time.</summary>
/// <param name="Id">The id of this stretch of time.</param>
/// <param name="Name">The place: a service, a job, an application.</param>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Environment">What sort of place, such as <c>production</c>; null when it was not said.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="EndedAt">Until when; null while it goes on.</param>
/// <param name="StartedBy">Who began it.</param>
public sealed record ModelDeployment(string Id, string Name, string Model, int Version, string? Environment, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? StartedBy);

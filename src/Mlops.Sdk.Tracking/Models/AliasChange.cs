namespace Mlops.Sdk;

/// <summary>One entry in the history of an alias. The history only grows.</summary>
/// <param name="Model">The model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">Who holds it from then on; null when it was taken away.</param>
/// <param name="Previous">Who held it before; null when nobody did.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ChangedBy">Who; null where an earlier version of the SDK moved it.</param>
/// <param name="Reason">Why, if that was said.</param>
public sealed record AliasChange(string Model, string Alias, int? Version, int? Previous, DateTimeOffset ChangedAt, string? ChangedBy = null, string? Reason = null);

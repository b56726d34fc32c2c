namespace Mlops.Sdk;

/// <summary>A link that somebody drew by hand.</summary>
/// <param name="From">The key of the node that was there first.</param>
/// <param name="To">The key of the node that came of it.</param>
/// <param name="Relation">How.</param>
/// <param name="Since">Since when.</param>
internal sealed record LineageLink(string From, string To, string Relation, DateTimeOffset Since);

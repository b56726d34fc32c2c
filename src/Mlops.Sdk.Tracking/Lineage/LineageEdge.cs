namespace Mlops.Sdk;

/// <summary>One thing came to be from another.</summary>
/// <param name="From">What was there first.</param>
/// <param name="To">What came of it.</param>
/// <param name="Relation">How, in a word: <c>read</c>, <c>made</c>, <c>trained</c>, <c>deployed</c>, <c>answered</c>.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Until">Until when it was so; null when it still is, or can no longer change.</param>
public sealed record LineageEdge(LineageNode From, LineageNode To, string Relation, DateTimeOffset? Since = null, DateTimeOffset? Until = null);

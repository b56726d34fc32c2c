namespace Mlops.Sdk;

/// <summary>One segment of a table.</summary>
/// <param name="Name">Its name, as it may be shown.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Share">Their share of all rows, 0 to 1.</param>
/// <param name="IsRest">Whether it is all rows beside the segments that are told.</param>
/// <param name="IsComplete">Whether all its rows are in it; after a merge of parts with very many segments some may lie in the rest.</param>
/// <param name="Profile">Its profile.</param>
public sealed record SegmentProfile(string Name, long Rows, double Share, bool IsRest, bool IsComplete, ProfileReport Profile);

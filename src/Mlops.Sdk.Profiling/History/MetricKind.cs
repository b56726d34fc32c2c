namespace Mlops.Sdk;

/// <summary>A metric that a history keeps of every profile.</summary>
/// <param name="Name">Its name, such as <c>column.missing_share</c>; stable for ever.</param>
/// <param name="Title">What it is in a few words.</param>
/// <param name="Scale">How its values vary, and on which scale they are judged.</param>
/// <param name="MinimumChange">The least distance from what was expected that matters: of a share as it is, of an amount in standard deviations of the column, of a size as a share of itself.</param>
/// <param name="IsJudged">Whether rules that name no metric look at it: extremes and the number of findings are kept to look at, since what is usual for them is hard to tell.</param>
public sealed record MetricKind(string Name, string Title, MetricScale Scale, double MinimumChange, bool IsJudged = true);

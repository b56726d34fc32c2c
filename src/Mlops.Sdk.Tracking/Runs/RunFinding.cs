namespace Mlops.Sdk;

/// <summary>A finding that a report of the run had.</summary>
/// <param name="Source">Which report: the path of the stage, or the name it was logged under.</param>
/// <param name="Finding">The finding.</param>
public sealed record RunFinding(string Source, Finding Finding);

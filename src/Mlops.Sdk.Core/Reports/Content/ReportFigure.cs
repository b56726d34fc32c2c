namespace Mlops.Sdk;

/// <summary>A chart in a report.</summary>
/// <param name="Chart">The chart, as data.</param>
public sealed record ReportFigure(Chart Chart) : ReportBlock;

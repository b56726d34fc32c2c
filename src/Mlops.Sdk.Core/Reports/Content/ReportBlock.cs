namespace Mlops.Sdk;

/// <summary>One piece of a section: <see cref="ReportText"/>, <see cref="ReportFacts"/>, <see cref="ReportTable"/>, <see cref="ReportFigure"/>, <see cref="ReportGroup"/> or <see cref="ReportRow"/>.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }
}

namespace Mlops.Sdk;

/// <summary>One piece of a section: <see cref="ReportText"/>, <see cref="ReportFacts"/>, <see cref="ReportTable"/> or <see cref="ReportFigure"/>.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }
}

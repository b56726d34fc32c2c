namespace Mlops.Sdk;

/// <summary>A titled part of a report.</summary>
public sealed record ReportSection
{
    /// <summary>Creates a section.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="blocks">The blocks in reading order.</param>
    public ReportSection(string title, IEnumerable<ReportBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(blocks);
        Title = title;
        Blocks = [.. blocks];
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The blocks in reading order.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; }

    /// <summary>Whether it is left out where a report has to fit one screen of text.</summary>
    /// <value>false.</value>
    public bool IsDetail { get; init; }
}

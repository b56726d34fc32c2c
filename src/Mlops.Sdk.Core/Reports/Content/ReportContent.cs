namespace Mlops.Sdk;

/// <summary>What a report says, as data: sections of text, facts, tables and charts. Immutable; every renderer reads this and nothing else.</summary>
public sealed class ReportContent
{
    /// <summary>Creates the content from its sections; <c>ReportBuilder</c> is the convenient way.</summary>
    /// <param name="title">The heading of the whole.</param>
    /// <param name="sections">The sections in reading order.</param>
    /// <param name="subtitle">One line under the title, or null.</param>
    public ReportContent(string title, IEnumerable<ReportSection> sections, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(sections);
        Title = title;
        Subtitle = subtitle;
        Sections = [.. sections];
    }

    /// <summary>The heading of the whole.</summary>
    public string Title { get; }

    /// <summary>One line under the title, or null.</summary>
    public string? Subtitle { get; }

    /// <summary>The sections in reading order.</summary>
    public IReadOnlyList<ReportSection> Sections { get; }

    /// <summary>What stands before the findings: the few facts that tell what the report is about.</summary>
    /// <value>Nothing.</value>
    public IReadOnlyList<ReportBlock> Lead { get; init; } = [];
}

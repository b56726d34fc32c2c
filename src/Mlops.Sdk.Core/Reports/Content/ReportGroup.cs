namespace Mlops.Sdk;

/// <summary>Blocks under a heading of their own within a section, such as all about one column. A page can fold them away.</summary>
public sealed record ReportGroup : ReportBlock
{
    /// <summary>Creates the group.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="blocks">The blocks in reading order.</param>
    /// <param name="note">A few words beside the heading, or null.</param>
    public ReportGroup(string title, IEnumerable<ReportBlock> blocks, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(blocks);
        Title = title;
        Blocks = [.. blocks];
        Note = note;
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The blocks in reading order.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; }

    /// <summary>A few words beside the heading, or null.</summary>
    public string? Note { get; }

    /// <summary>What findings and cells that name it lead to: the name of a column, say; null for nothing.</summary>
    /// <value>null.</value>
    public string? Anchor { get; init; }

    /// <summary>Whether a page shows only the heading until the reader opens it.</summary>
    /// <value>true.</value>
    public bool IsCollapsed { get; init; } = true;
}

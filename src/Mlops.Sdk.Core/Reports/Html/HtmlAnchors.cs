using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Which identifier of the page belongs to which anchor of the content; names from outside never become identifiers.</summary>
internal sealed class HtmlAnchors
{
    private readonly Dictionary<string, string> _identifiers = new(StringComparer.Ordinal);

    /// <summary>No identifiers at all, for a page that is not ours.</summary>
    public static HtmlAnchors None { get; } = new();

    public bool HasSections { get; private init; }

    public static HtmlAnchors Of(ReportContent content)
    {
        HtmlAnchors anchors = new() { HasSections = true };
        foreach (ReportSection section in content.Sections)
        {
            anchors.Collect(section.Blocks);
        }

        return anchors;
    }

    public static string Section(int index) => "s" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The identifier of an anchor, or null where no group has it.</summary>
    public string? Find(string? anchor) => anchor is null ? null : _identifiers.GetValueOrDefault(anchor);

    private void Collect(IReadOnlyList<ReportBlock> blocks)
    {
        foreach (ReportBlock block in blocks)
        {
            switch (block)
            {
                case ReportGroup group:
                    if (group.Anchor is { } anchor)
                    {
                        _identifiers.TryAdd(anchor, "g" + (_identifiers.Count + 1).ToString(CultureInfo.InvariantCulture));
                    }

                    Collect(group.Blocks);
                    break;
                case ReportRow row:
                    Collect(row.Blocks);
                    break;
            }
        }
    }
}

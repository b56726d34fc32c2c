using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk;

/// <summary>Made by a notebook through its public constructor and asked, by name, for formatters of charts.</summary>
internal sealed class ChartFormatterSource
{
    [SuppressMessage("Performance", "CA1822", Justification = "The notebook calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new NotebookFormatter<Chart>("text/html", chart => chart.ToSvg()),
        new NotebookFormatter<Chart>("text/plain", chart => chart.ToText()),
    ];
}

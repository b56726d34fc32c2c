using System.Xml;
using System.Xml.Linq;

namespace Mlops.Sdk.Profiling.Tests.Gates;

/// <summary>A page is well formed, and nothing of a table is obeyed in it.</summary>
internal static class Markup
{
    private static readonly HashSet<string> s_active = new(["script", "img", "iframe", "object", "embed", "form", "link", "image", "use", "base", "svg:script", "foreignObject"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Outside fenced blocks no tag begins, and every block is closed by its own fence.</summary>
    public static void IsInertMarkdown(string markdown)
    {
        int fence = 0;
        foreach (string line in markdown.Split('\n'))
        {
            int ticks = line.TrimStart().TakeWhile(c => c == '`').Count();
            bool isFence = ticks >= 3 && line.Length - line.TrimStart().Length <= 3;
            if (fence > 0)
            {
                if (isFence && ticks >= fence && line.Trim().All(c => c == '`')) fence = 0;
            }
            else if (isFence && !line.TrimStart()[ticks..].Contains('`', StringComparison.Ordinal))
            {
                fence = ticks;
            }
            else
            {
                Assert.DoesNotMatch("(?<!\\\\)<[A-Za-z/!?]", line);
            }
        }

        Assert.Equal(0, fence);
    }

    public static void IsInert(string html)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        foreach (XElement element in XDocument.Load(reader).Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, s_active);
            foreach (XAttribute attribute in element.Attributes())
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name.LocalName);
                Assert.True(attribute.Name.LocalName != "href" || attribute.Value.StartsWith('#'), attribute.Value);
            }
        }
    }
}

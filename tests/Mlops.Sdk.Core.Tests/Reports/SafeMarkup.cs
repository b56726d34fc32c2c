using System.Xml;
using System.Xml.Linq;

namespace Mlops.Sdk.Tests.Reports;

/// <summary>Reads HTML or SVG as XML and checks that nothing in it runs or is fetched.</summary>
internal static class SafeMarkup
{
    private static readonly string[] s_forbidden = ["script", "iframe", "object", "embed", "link", "img", "image", "use", "form", "foreignObject", "animate", "set"];

    private static readonly string[] s_numeric = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "width", "height", "viewBox", "fill-opacity"];

    public static XDocument Parse(string markup)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(markup), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        XDocument document = XDocument.Load(reader);
        foreach (XElement element in document.Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, s_forbidden, StringComparer.OrdinalIgnoreCase);
            foreach (XAttribute attribute in element.Attributes())
            {
                string name = attribute.Name.LocalName;
                Assert.False(name.StartsWith("on", StringComparison.OrdinalIgnoreCase), name);
                Assert.NotEqual("src", name);
                Assert.True(name != "href" || attribute.Value.StartsWith('#'), attribute.Value);
                Assert.True(name != "style" || System.Text.RegularExpressions.Regex.IsMatch(attribute.Value, @"^width:[0-9.]+%$"), attribute.Value);
                Assert.True(!s_numeric.Contains(name) || attribute.Value.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or ' ' or 'M' or 'L' or 'h' or 'v' or 'z'), $"{name}={attribute.Value}");
            }
        }

        Assert.DoesNotContain("url(", markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", markup, StringComparison.OrdinalIgnoreCase);
        return document;
    }

    /// <summary>Whether any character would be obeyed by a terminal or turn the direction of the text.</summary>
    public static bool HasControls(string text) => text.Any(c =>
        (char.IsControl(c) && c != '\n') || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
}

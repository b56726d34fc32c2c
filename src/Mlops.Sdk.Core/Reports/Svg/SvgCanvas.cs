using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Writes the few SVG elements that charts need. Every text passes through it escaped. An image that stands alone carries its colours and fonts; one within a page takes them from its style sheet.</summary>
internal sealed class SvgCanvas(bool standalone, double width = SvgCanvas.FullWidth)
{
    /// <summary>How wide a chart is, and how wide one of two side by side is.</summary>
    public const double FullWidth = 720, HalfWidth = 400;

    private const double Padding = 16;

    private readonly StringBuilder _body = new();

    public double Width { get; } = width;

    public void Rectangle(double x, double y, double width, double height, string color, double opacity = 1, string? tip = null, double radius = 0)
    {
        Open("rect");
        Attribute("x", x);
        Attribute("y", y);
        Attribute("width", Math.Max(0, width));
        Attribute("height", Math.Max(0, height));
        if (radius > 0)
        {
            Attribute("rx", radius);
        }

        Fill(color, opacity);
        Close("rect", tip);
    }

    /// <summary>Many rectangles of one colour as one shape.</summary>
    public void Shape(IEnumerable<(double X, double Y, double Width, double Height)> boxes, string color, double opacity = 1, string? tip = null)
    {
        StringBuilder path = new();
        foreach ((double x, double y, double width, double height) in boxes)
        {
            AppendBox(path, x, y, width, height);
        }

        if (path.Length == 0)
        {
            return;
        }

        Open("path");
        _body.Append(" d=\"").Append(path).Append('"');
        Fill(color, opacity);
        Close("path", tip);
    }

    /// <summary>Rectangles of one colour, each with what shows on hovering.</summary>
    public void Cells(IEnumerable<(double X, double Y, double Width, double Height, string Tip)> cells, string color, double opacity)
    {
        Open("g");
        Fill(color, opacity);
        _body.Append(">\n");
        foreach ((double x, double y, double width, double height, string tip) in cells)
        {
            _body.Append("<path d=\"");
            AppendBox(_body, x, y, width, height);
            _body.Append("\">");
            Title(tip);
            _body.Append("</path>");
        }

        _body.Append("</g>\n");
    }

    public void Circle(double x, double y, double radius, string color, double opacity = 1, string? tip = null)
    {
        Open("circle");
        Attribute("cx", x);
        Attribute("cy", y);
        Attribute("r", radius);
        Fill(color, opacity);
        Close("circle", tip);
    }

    /// <summary>Many dots of one colour, sharing their attributes.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, double radius, string color, double opacity)
    {
        Open("g");
        Fill(color, opacity);
        _body.Append(">\n");
        foreach ((double x, double y) in points)
        {
            _body.Append("<circle cx=\"").Append(Short(x)).Append("\" cy=\"").Append(Short(y)).Append("\" r=\"").Append(Number(radius)).Append("\"/>\n");
        }

        _body.Append("</g>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, string color, double thickness = 1, bool dashed = false)
    {
        Open("line");
        Attribute("x1", x1);
        Attribute("y1", y1);
        Attribute("x2", x2);
        Attribute("y2", y2);
        Stroke(color, thickness, dashed);
        Close("line", null);
    }

    /// <summary>A line through points; a point that is not finite starts a new piece.</summary>
    public void Polyline(IEnumerable<(double X, double Y)> points, string color, double thickness = 2)
    {
        StringBuilder path = new();
        bool down = false;
        foreach ((double x, double y) in points)
        {
            bool finite = double.IsFinite(x) && double.IsFinite(y);
            if (finite)
            {
                path.Append(down ? 'L' : 'M').Append(Number(x)).Append(' ').Append(Number(y));
            }

            down = finite;
        }

        if (path.Length > 0)
        {
            Open("path");
            _body.Append(" d=\"").Append(path).Append("\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
            Stroke(color, thickness, dashed: false);
            Close("path", null);
        }
    }

    /// <summary>A closed shape through points.</summary>
    public void Polygon(IEnumerable<(double X, double Y)> points, string color, double opacity)
    {
        Open("path");
        _body.Append(" d=\"M").AppendJoin('L', points.Select(point => $"{Number(point.X)} {Number(point.Y)}")).Append("Z\"");
        Fill(color, opacity);
        Close("path", null);
    }

    /// <summary>One line of text, shortened to the room there is; the whole of it shows on hovering.</summary>
    public void Text(
        double x, double y, string text, string anchor = "start", string color = "muted", double room = double.MaxValue, string? style = null, double rotate = 0)
    {
        string whole = SafeText.Line(text);
        string shown = TextMetrics.Fit(whole, room);
        Open("text");
        Attribute("x", x);
        Attribute("y", y);
        if (rotate != 0)
        {
            _body.Append(" transform=\"rotate(").Append(Number(rotate)).Append(' ').Append(Number(x)).Append(' ').Append(Number(y)).Append(")\"");
        }

        if (anchor != "start")
        {
            _body.Append(" text-anchor=\"").Append(anchor).Append('"');
        }

        if (standalone)
        {
            _body.Append(" font-size=\"12\" font-family=\"sans-serif\" fill=\"").Append(Palette.Light(color)).Append("\" class=\"mr-f-").Append(color).Append(style is null ? "" : " " + style).Append('"');
        }
        else if (color != "muted" || style is not null)
        {
            // The style sheet makes text muted unless told otherwise.
            _body.Append(" class=\"").Append(color == "muted" ? style : style is null ? "mr-f-" + color : $"mr-f-{color} {style}").Append('"');
        }

        _body.Append('>');
        if (shown.Length != whole.Length)
        {
            Title(whole);
        }

        _body.Append(Markup.Escape(shown)).Append("</text>\n");
    }

    public string ToSvg(double height, string label)
    {
        StringBuilder svg = new();
        double edge = standalone ? Padding : 0;
        string wide = Number(Width + (2 * edge)), high = Number(height + (2 * edge)), start = Number(-edge);
        string box = $"viewBox=\"{start} {start} {wide} {high}\"";
        string size = standalone ? $" width=\"{wide}\" height=\"{high}\"" : "";
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" ").Append(box).Append(size)
            .Append(" role=\"img\" class=\"").Append(standalone ? "mr mr-svg" : Width < FullWidth ? "mr-svg mr-half" : Width > FullWidth ? "mr-svg mr-wide" : "mr-svg").Append("\" aria-label=\"")
            .Append(Markup.Escape(SafeText.Shorten(label, 300))).Append("\">\n");
        if (standalone)
        {
            svg.Append("<style>\n").Append(Palette.Css()).Append("</style>\n");
            svg.Append("<rect x=\"" + start + "\" y=\"" + start + "\" width=\"" + wide + "\" height=\"" + high + "\" fill=\"").Append(Palette.Light("bg")).Append("\" class=\"mr-f-bg\"/>\n");
        }

        return svg.Append(_body).Append("</svg>\n").ToString();
    }

    /// <summary>A closed box as a piece of a path.</summary>
    public static void AppendBox(StringBuilder path, double x, double y, double width, double height)
    {
        string wide = Short(Math.Max(0.3, width));
        path.Append('M').Append(Short(x)).Append(' ').Append(Short(y)).Append('h').Append(wide).Append('v').Append(Short(Math.Max(0.3, height))).Append("h-").Append(wide).Append('z');
    }

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Short(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private void Open(string name) => _body.Append('<').Append(name);

    private void Attribute(string name, double value) => _body.Append(' ').Append(name).Append("=\"").Append(Number(value)).Append('"');

    private void Fill(string color, double opacity)
    {
        if (standalone)
        {
            _body.Append(" fill=\"").Append(Palette.Light(color)).Append('"');
        }

        _body.Append(" class=\"mr-f-").Append(color).Append('"');
        if (opacity < 1)
        {
            Attribute("fill-opacity", opacity);
        }
    }

    private void Stroke(string color, double thickness, bool dashed)
    {
        if (standalone)
        {
            _body.Append(" stroke=\"").Append(Palette.Light(color)).Append('"');
        }

        _body.Append(" class=\"mr-s-").Append(color).Append('"');
        if (thickness != 1)
        {
            Attribute("stroke-width", thickness);
        }

        if (dashed)
        {
            _body.Append(" stroke-dasharray=\"4 4\"");
        }
    }

    private void Close(string name, string? tip)
    {
        if (tip is null)
        {
            _body.Append("/>\n");
            return;
        }

        _body.Append('>');
        Title(tip);
        _body.Append("</").Append(name).Append(">\n");
    }

    private void Title(string text) => _body.Append("<title>").Append(Markup.Escape(SafeText.Shorten(text, SafeText.LongestTip))).Append("</title>");
}

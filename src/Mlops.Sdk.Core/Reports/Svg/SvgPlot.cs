namespace Mlops.Sdk;

/// <summary>A rectangle with two axes: grid, ticks, labels and legend.</summary>
internal sealed class SvgPlot
{
    private readonly SvgCanvas _canvas;
    private readonly AxisScale _x;
    private readonly AxisScale _y;
    private readonly double _left;
    private readonly double _top;
    private readonly double _bottom;
    private readonly double _foot;

    /// <param name="canvas">Where it is drawn.</param>
    /// <param name="x">The horizontal scale.</param>
    /// <param name="y">The vertical scale.</param>
    /// <param name="top">Where it begins.</param>
    /// <param name="height">The height of the rectangle, the foot included.</param>
    /// <param name="chart">The chart, for its labels.</param>
    /// <param name="left">Where the rectangle begins; null leaves as much room as the labels of the vertical axis need.</param>
    /// <param name="foot">Room below the base line and above the labels of the horizontal axis.</param>
    public SvgPlot(SvgCanvas canvas, AxisScale x, AxisScale y, double top, double height, Chart chart, double? left = null, double foot = 0)
    {
        _foot = foot;
        _canvas = canvas;
        _x = x;
        _y = y;
        _top = top + (chart.YLabel is null ? 0 : 24);
        _bottom = _top + height;
        _left = left ?? Math.Clamp(y.Ticks.Select(tick => TextMetrics.Width(y.Label(tick))).DefaultIfEmpty().Max() + 14, 34, 120);
        if (chart.YLabel is { } label)
        {
            canvas.Text(0, top + 10, label, room: Right, style: "mr-small");
        }

        Bottom = _bottom + 22;
        if (chart.XLabel is { } text)
        {
            canvas.Text((_left + Right) / 2, Bottom + 14, text, "middle", room: Right - _left, style: "mr-small");
            Bottom += 20;
        }
    }

    /// <summary>Where the next thing may begin.</summary>
    public double Bottom { get; }

    public double Floor => _bottom - _foot;

    /// <summary>The middle of the room below the base line.</summary>
    public double FootMiddle => _bottom - (_foot / 2);

    private double Right => _canvas.Width - 16;

    public double Ceiling => _top;

    public double X(double value) => _left + (_x.Share(value) * (Right - _left));

    public double Y(double value) => Floor - (_y.Share(value) * (Floor - _top));

    public void HorizontalGrid()
    {
        foreach (double tick in _y.Ticks)
        {
            _canvas.Line(_left, Y(tick), Right, Y(tick), "line");
            _canvas.Text(_left - 8, Y(tick) + 4, _y.Label(tick), "end");
        }
    }

    public void VerticalTicks(bool grid)
    {
        foreach (double tick in _x.Ticks)
        {
            if (grid)
            {
                _canvas.Line(X(tick), _top, X(tick), _bottom, "line");
            }
            else
            {
                _canvas.Line(X(tick), _bottom, X(tick), _bottom + 4, "muted");
            }

            string label = _x.Label(tick);
            double half = TextMetrics.Width(label) / 2;
            _canvas.Text(Math.Min(X(tick), _canvas.Width - half - 2), _bottom + 18, label, "middle");
        }
    }

    public void Baseline() => _canvas.Line(_left, Floor, Right, Floor, "muted");

    public void Reference(ReferenceLine line)
    {
        if (!double.IsFinite(line.Value))
        {
            return;
        }

        if (line.Vertical)
        {
            double at = X(line.Value);
            bool late = _x.Share(line.Value) > 0.7;
            _canvas.Line(at, _top, at, _bottom, "muted", dashed: true);
            _canvas.Text(at + (late ? -5 : 5), _top + 11, line.Label, late ? "end" : "start", room: late ? at - _left : Right - at, style: "mr-halo");
        }
        else
        {
            _canvas.Line(_left, Y(line.Value), Right, Y(line.Value), "muted", dashed: true);
            _canvas.Text(Right, Y(line.Value) - 6, line.Label, "end", room: Right - _left, style: "mr-halo");
        }
    }

    /// <summary>Draws the legend when there is more than one name; returns where the next thing may begin.</summary>
    public static double Legend(SvgCanvas canvas, IEnumerable<string> series, double top) => Legend(canvas, Entries(series), top);

    /// <summary>Draws the legend of lines, of the band behind them and of the marks on them.</summary>
    public static double Legend(SvgCanvas canvas, LineChart chart, double top)
    {
        List<(string Name, string Color, double Opacity)> entries = [.. Entries(chart.Series.Select(one => one.Name))];
        if (chart.Band is { Name.Length: > 0 } band)
        {
            entries.Add((band.Name, SvgBand.Color, SvgBand.Opacity));
        }

        if (chart.Marks is { Name.Length: > 0, X.Count: > 0 } marks)
        {
            entries.Add((marks.Name, SvgBand.MarkColor, 1));
        }

        return Legend(canvas, entries.Count > chart.Series.Count ? entries.FindAll(entry => entry.Name.Length > 0) : entries, top);
    }

    private static (string Name, string Color, double Opacity)[] Entries(IEnumerable<string> series) => [.. series.Select((name, index) => (name, Palette.Series(index), 1.0))];

    private static double Legend(SvgCanvas canvas, IReadOnlyList<(string Name, string Color, double Opacity)> entries, double top)
    {
        if (entries.Count < 2 && !entries.Any(entry => entry.Name.Length > 0))
        {
            return top;
        }

        double x = 0, y = top;
        foreach ((string whole, string color, double opacity) in entries)
        {
            string name = TextMetrics.Fit(SafeText.Line(whole), 220);
            double width = 18 + TextMetrics.Width(name) + 18;
            if (x > 0 && x + width > canvas.Width - 16)
            {
                x = 0;
                y += 20;
            }

            canvas.Rectangle(x, y + 1, 11, 11, color, opacity, radius: 2);
            canvas.Text(x + 17, y + 11, whole, color: "ink", room: 220);
            x += width;
        }

        return y + 26;
    }
}

using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Lines through points in the given order; a point that is not finite interrupts its line.</summary>
public sealed record LineChart : Chart
{
    /// <summary>Creates a chart with one line.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="x">The horizontal positions.</param>
    /// <param name="y">The vertical positions.</param>
    public LineChart(string title, IEnumerable<double> x, IEnumerable<double> y)
        : this(title, [new PointSeries("", x, y)])
    {
    }

    /// <summary>Creates a chart with several lines.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="series">The lines.</param>
    [OverloadResolutionPriority(1)]
    public LineChart(string title, IEnumerable<PointSeries> series)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(series);
        Series = [.. series];
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<PointSeries> Series { get; }

    /// <summary>How the horizontal positions are written; moments are ticks of 100 nanoseconds.</summary>
    /// <value><see cref="ReportNumberFormat.General"/>.</value>
    public ReportNumberFormat XFormat { get; init; }

    /// <summary>Whether a dashed diagonal from (0, 0) to (1, 1) is drawn, as under a ROC or calibration curve.</summary>
    /// <value>false.</value>
    public bool Diagonal { get; init; }

    /// <summary>Whether the line goes in steps: level until the next point, then up or down.</summary>
    /// <value>false.</value>
    public bool Step { get; init; }

    /// <summary>Whether the points themselves are marked.</summary>
    /// <value>false.</value>
    public bool Markers { get; init; }

    /// <summary>Dashed lines across the chart, such as a threshold.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>A shaded band behind the lines, or null. Limits far outside of the lines are cut off at the edge of the chart.</summary>
    /// <value>null.</value>
    public ChartBand? Band { get; init; }

    /// <summary>Points that stand out, drawn over the lines in the colour of errors, or null.</summary>
    /// <value>null.</value>
    public PointSeries? Marks { get; init; }
}

/// <summary>A dashed line across a chart.</summary>
/// <param name="Label">What it marks.</param>
/// <param name="Value">Where it lies.</param>
/// <param name="Vertical">Whether it stands at a horizontal position, rather than lying at a height.</param>
public sealed record ReferenceLine(string Label, double Value, bool Vertical = false);

using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Counts or shares in bins along a number line; several series lie over each other.</summary>
public sealed record HistogramChart : Chart
{
    /// <summary>Creates a histogram of one sample.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="edges">The bin edges, ascending: one more than there are counts.</param>
    /// <param name="counts">The height of each bin.</param>
    public HistogramChart(string title, IEnumerable<double> edges, IEnumerable<double> counts)
        : this(title, edges, [new ChartSeries("", counts)])
    {
    }

    /// <summary>Creates a histogram of several samples over the same bins.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="edges">The bin edges, ascending: one more than each series has values.</param>
    /// <param name="series">The samples.</param>
    /// <exception cref="ArgumentException">A series has another number of values than there are bins.</exception>
    [OverloadResolutionPriority(1)]
    public HistogramChart(string title, IEnumerable<double> edges, IEnumerable<ChartSeries> series)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(series);
        Edges = Copy(edges, nameof(edges));
        Series = [.. series];
        foreach (ChartSeries one in Series)
        {
            RequireLength($"Series '{one.Name}'", one.Values.Count, Math.Max(Edges.Count - 1, 0), nameof(series));
        }
    }

    /// <summary>The bin edges, ascending.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>The samples.</summary>
    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>How the edges are written.</summary>
    /// <value><see cref="ReportNumberFormat.General"/>.</value>
    public ReportNumberFormat XFormat { get; init; }

    /// <summary>A box and whiskers drawn below the bars on the same axis, or null.</summary>
    /// <value>null.</value>
    public BoxGroup? Box { get; init; }

    /// <summary>Dashed lines across the chart, such as a threshold or what chance explains. One that stands outside the edges is not drawn.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];
}

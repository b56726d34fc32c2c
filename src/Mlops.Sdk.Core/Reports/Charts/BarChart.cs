using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Horizontal bars, one group per category. Negative values point to the left.</summary>
public sealed record BarChart : Chart
{
    /// <summary>Creates a chart with one bar per category.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="categories">The categories from top to bottom.</param>
    /// <param name="values">The length of each bar.</param>
    public BarChart(string title, IEnumerable<string> categories, IEnumerable<double> values)
        : this(title, categories, [new ChartSeries("", values)])
    {
    }

    /// <summary>Creates a chart with one bar per category and series.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="categories">The categories from top to bottom.</param>
    /// <param name="series">The series; each has one value per category.</param>
    /// <exception cref="ArgumentException">A series has another number of values than there are categories.</exception>
    [OverloadResolutionPriority(1)]
    public BarChart(string title, IEnumerable<string> categories, IEnumerable<ChartSeries> series)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(series);
        Categories = Copy(categories, nameof(categories));
        Series = [.. series];
        foreach (ChartSeries one in Series)
        {
            RequireLength($"Series '{one.Name}'", one.Values.Count, Categories.Count, nameof(series));
        }
    }

    /// <summary>The categories from top to bottom.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The series; each has one value per category.</summary>
    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Dashed lines across the bars, each at a value, such as a limit. Whether they stand or lie follows from the bars.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];
}

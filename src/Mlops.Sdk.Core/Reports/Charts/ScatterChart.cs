using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Points in the plane. Beyond <see cref="MaximumPoints"/> a seeded sample is kept, and the chart says so.</summary>
public sealed record ScatterChart : Chart
{
    /// <summary>How many points a chart keeps.</summary>
    public const int MaximumPoints = 2000;

    /// <summary>Creates a chart with one set of points.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="x">The horizontal positions.</param>
    /// <param name="y">The vertical positions.</param>
    /// <param name="seed">Decides which points are kept when there are too many.</param>
    public ScatterChart(string title, IEnumerable<double> x, IEnumerable<double> y, long seed = 0)
        : this(title, [new PointSeries("", x, y)], seed)
    {
    }

    /// <summary>Creates a chart with several sets of points.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="series">The sets; a sample keeps each one's share.</param>
    /// <param name="seed">Decides which points are kept when there are too many.</param>
    [OverloadResolutionPriority(1)]
    public ScatterChart(string title, IEnumerable<PointSeries> series, long seed = 0)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(series);
        PointSeries[] all = [.. series];
        TotalPoints = all.Sum(one => (long)one.X.Count);
        Seed = seed;
        Series = TotalPoints <= MaximumPoints
            ? all
            : [.. all.Select((one, index) => PointSample.Take(one, Share(one.X.Count), (ulong)seed + (ulong)index))];
    }

    /// <summary>The points that are drawn.</summary>
    public IReadOnlyList<PointSeries> Series { get; }

    /// <summary>How many points were given.</summary>
    public long TotalPoints { get; }

    /// <summary>The seed of the sample.</summary>
    public long Seed { get; }

    private protected override string? OwnNote => TotalPoints <= MaximumPoints
        ? null
        : FormattableString.Invariant($"{Series.Sum(one => one.X.Count):#,0} of {TotalPoints:#,0} points, drawn at random (seed {Seed}).");

    private int Share(int count) => count == 0 ? 0 : Math.Max(1, (int)((double)count / TotalPoints * MaximumPoints));
}

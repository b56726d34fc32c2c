namespace Mlops.Sdk;

/// <summary>Boxes and whiskers, one group per line.</summary>
public sealed record BoxChart : Chart
{
    /// <summary>Creates a box chart.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="groups">The groups from top to bottom.</param>
    public BoxChart(string title, IEnumerable<BoxGroup> groups)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Groups = [.. groups];
    }

    /// <summary>The groups from top to bottom.</summary>
    public IReadOnlyList<BoxGroup> Groups { get; }
}

/// <summary>The five numbers of a box and the points beyond its whiskers.</summary>
/// <param name="Name">The group.</param>
/// <param name="Low">The end of the lower whisker.</param>
/// <param name="LowerQuartile">The lower edge of the box.</param>
/// <param name="Median">The line in the box.</param>
/// <param name="UpperQuartile">The upper edge of the box.</param>
/// <param name="High">The end of the upper whisker.</param>
public sealed record BoxGroup(string Name, double Low, double LowerQuartile, double Median, double UpperQuartile, double High)
{
    /// <summary>The points beyond the whiskers.</summary>
    /// <value>None.</value>
    public IReadOnlyList<double> Outliers { get; init; } = [];
}

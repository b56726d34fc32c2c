namespace Mlops.Sdk;

/// <summary>A shaded band behind the lines of a chart: what is usual, or how far an estimate may be off. Where a limit is not finite the band is interrupted.</summary>
public sealed record ChartBand
{
    /// <summary>Creates a band.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="x">The horizontal positions, ascending.</param>
    /// <param name="low">The lower limit at each.</param>
    /// <param name="high">The upper limit at each.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the others.</exception>
    public ChartBand(string name, IEnumerable<double> x, IEnumerable<double> low, IEnumerable<double> high)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        Name = name;
        X = [.. x];
        Low = [.. low];
        High = [.. high];
        if (X.Count != Low.Count || X.Count != High.Count) throw new ArgumentException($"The band has {X.Count} positions, {Low.Count} lower and {High.Count} upper limits.", nameof(x));
    }

    /// <summary>What the legend says.</summary>
    public string Name { get; }

    /// <summary>The horizontal positions.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The lower limit at each.</summary>
    public IReadOnlyList<double> Low { get; }

    /// <summary>The upper limit at each.</summary>
    public IReadOnlyList<double> High { get; }
}

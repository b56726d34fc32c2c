namespace Mlops.Sdk;

/// <summary>A named row of values, one per bin or category.</summary>
public sealed record ChartSeries
{
    /// <summary>Creates a series.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="values">One value per bin or category.</param>
    public ChartSeries(string name, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Values = [.. values];
    }

    /// <summary>What the legend says.</summary>
    public string Name { get; }

    /// <summary>One value per bin or category.</summary>
    public IReadOnlyList<double> Values { get; }
}

/// <summary>A named set of points.</summary>
public sealed record PointSeries
{
    /// <summary>Creates a series of points.</summary>
    /// <param name="name">What the legend says.</param>
    /// <param name="x">The horizontal positions.</param>
    /// <param name="y">The vertical positions, as many as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    public PointSeries(string name, IEnumerable<double> x, IEnumerable<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Name = name;
        X = [.. x];
        Y = [.. y];
        if (X.Count != Y.Count)
        {
            throw new ArgumentException($"The series has {X.Count} horizontal and {Y.Count} vertical positions.", nameof(y));
        }
    }

    /// <summary>What the legend says.</summary>
    public string Name { get; }

    /// <summary>The horizontal positions.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The vertical positions.</summary>
    public IReadOnlyList<double> Y { get; }
}

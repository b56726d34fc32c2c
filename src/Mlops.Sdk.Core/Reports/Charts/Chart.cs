namespace Mlops.Sdk;

/// <summary>A chart as data: what is drawn, not how. Every renderer draws it in its own way.</summary>
[TypeFormatterSource(typeof(ChartFormatterSource))]
public abstract record Chart
{
    private protected Chart(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>The caption.</summary>
    public string Title { get; }

    /// <summary>What the horizontal axis shows, or null.</summary>
    public string? XLabel { get; init; }

    /// <summary>What the vertical axis shows, or null.</summary>
    public string? YLabel { get; init; }

    /// <summary>A remark under the chart, or null.</summary>
    public string? Note { get; init; }

    /// <summary>How the values are written.</summary>
    /// <value><see cref="ReportNumberFormat.General"/>.</value>
    public ReportNumberFormat Format { get; init; }

    /// <summary>The chart in block characters, for a terminal.</summary>
    /// <param name="width">The columns to fit into, at least 40.</param>
    public string ToText(int width = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        return string.Join('\n', TextChart.Draw(this, width).Select(line => line.TrimEnd()));
    }

    /// <summary>The chart as a self-contained SVG image that suits light and dark.</summary>
    public string ToSvg() => SvgChart.Draw(this, standalone: true);

    /// <summary>The caption; <see cref="ToText"/> draws the chart.</summary>
    public sealed override string ToString() => $"{GetType().Name}: {SafeText.Line(Title)}";

    /// <summary>The remarks under the chart: what it has to say of itself, then that of its maker.</summary>
    internal IEnumerable<string> Notes => new[] { OwnNote, Note }.OfType<string>();

    private protected virtual string? OwnNote => null;

    private protected static double[] Copy(IEnumerable<double> values, string parameter) =>
        [.. values ?? throw new ArgumentNullException(parameter)];

    private protected static string[] Copy(IEnumerable<string> values, string parameter) =>
        [.. values ?? throw new ArgumentNullException(parameter)];

    private protected static void RequireLength(string what, int actual, int expected, string parameter)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{what} has {actual} values where {expected} are needed.", parameter);
        }
    }
}

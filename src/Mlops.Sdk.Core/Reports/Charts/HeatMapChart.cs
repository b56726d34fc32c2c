namespace Mlops.Sdk;

/// <summary>A matrix in colour; the cells are labelled with their values while there are few.</summary>
public sealed record HeatMapChart : Chart
{
    /// <summary>Creates a heat map.</summary>
    /// <param name="title">The caption.</param>
    /// <param name="rows">The labels of the rows from top to bottom.</param>
    /// <param name="columns">The labels of the columns from left to right.</param>
    /// <param name="values">The values row by row.</param>
    /// <exception cref="ArgumentException">There are not rows times columns values.</exception>
    public HeatMapChart(string title, IEnumerable<string> rows, IEnumerable<string> columns, IEnumerable<double> values)
        : base(title)
    {
        Rows = Copy(rows, nameof(rows));
        Columns = Copy(columns, nameof(columns));
        Values = Copy(values, nameof(values));
        RequireLength("The matrix", Values.Count, Rows.Count * Columns.Count, nameof(values));
    }

    /// <summary>The labels of the rows from top to bottom.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>The labels of the columns from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The values row by row.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Whether colour grows from the smallest value, or to both sides of zero.</summary>
    /// <value><see cref="HeatMapScale.Sequential"/>.</value>
    public HeatMapScale Scale { get; init; }

    /// <summary>The value of the strongest colour; null takes the largest (in size, when diverging) found.</summary>
    /// <value>null.</value>
    public double? Maximum { get; init; }

    /// <summary>The value at a place.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public double this[int row, int column] => Values[(row * Columns.Count) + column];
}

/// <summary>How a heat map maps values to colour.</summary>
public enum HeatMapScale
{
    /// <summary>From pale at the smallest value to strong at the largest.</summary>
    Sequential,

    /// <summary>Pale at zero, one colour above and another below, as for correlations.</summary>
    Diverging,
}

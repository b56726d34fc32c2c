using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Two columns that go together, as points, boxes or cells to draw.</summary>
/// <param name="A">One column: across for points.</param>
/// <param name="B">The other one.</param>
internal abstract record PairPlot(string A, string B)
{
    /// <summary>The columns of which values are drawn.</summary>
    public virtual IEnumerable<string> Columns => [A, B];

    /// <summary>The same with the levels of columns as they may be shown.</summary>
    public abstract PairPlot Shown(Func<string, string, string> show);
}

/// <summary>Two numbers: points of some rows.</summary>
/// <param name="A">The column across.</param>
/// <param name="B">The column upwards.</param>
/// <param name="By">The column of the names of the sets; null where there is one set.</param>
/// <param name="Sets">The points.</param>
/// <param name="Rows">How many rows have both numbers, drawn or not.</param>
internal sealed record PointPlot(string A, string B, string? By, ImmutableArray<(string Name, double[] X, double[] Y)> Sets, int Rows) : PairPlot(A, B)
{
    public override IEnumerable<string> Columns => By is null ? [A, B] : [A, B, By];

    public override PairPlot Shown(Func<string, string, string> show) => By is null ? this : this with { Sets = [.. Sets.Select(set => set with { Name = show(By, set.Name) })] };
}

/// <summary>A number by the most frequent levels of names.</summary>
/// <param name="A">The number.</param>
/// <param name="B">The names.</param>
/// <param name="Boxes">The least, the quartiles and the greatest number of each level.</param>
/// <param name="Levels">How many levels there are.</param>
internal sealed record LevelPlot(string A, string B, ImmutableArray<(string Name, double[] Quantiles)> Boxes, int Levels) : PairPlot(A, B)
{
    public override PairPlot Shown(Func<string, string, string> show) => this with { Boxes = [.. Boxes.Select(box => box with { Name = show(B, box.Name) })] };
}

/// <summary>Names by names: of the rows of each level of one, the share of each level of the other.</summary>
/// <param name="A">The names of the rows.</param>
/// <param name="B">The names of the columns.</param>
/// <param name="Rows">The levels of one.</param>
/// <param name="Across">The levels of the other.</param>
/// <param name="Shares">The shares, row by row.</param>
internal sealed record SharePlot(string A, string B, ImmutableArray<string> Rows, ImmutableArray<string> Across, ImmutableArray<double> Shares) : PairPlot(A, B)
{
    public override PairPlot Shown(Func<string, string, string> show) => this with { Rows = [.. Rows.Select(row => show(A, row))], Across = [.. Across.Select(column => show(B, column))] };
}

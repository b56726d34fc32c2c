namespace Mlops.Sdk;

/// <summary>All that the report of the pattern tells.</summary>
internal sealed record MissingPatternState(int Rows, int CompleteRows, long MissingCells, int PatternCount, string? Label, double SignificanceLevel)
{
    public MissingColumnCount[] Columns { get; init; } = [];

    public MissingPattern[] Patterns { get; init; } = [];

    public CoMissingPair[] Pairs { get; init; } = [];

    public MissingLabelTest[] LabelTests { get; init; } = [];

    public MissingAtRandomTest? AtRandom { get; init; }

    /// <summary>The columns that are drawn, those that lack most first.</summary>
    public string[] Drawn { get; init; } = [];

    /// <summary>The correlations of their being missing, row after row.</summary>
    public double[] Correlations { get; init; } = [];
}

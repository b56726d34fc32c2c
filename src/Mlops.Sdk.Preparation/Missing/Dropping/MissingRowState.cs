namespace Mlops.Sdk;

/// <summary>Which rows were left out for what they lack.</summary>
internal sealed record MissingRowState(int Rows, MissingRowRule Rule, MissingShare[] Columns)
{
    public int Incomplete { get; init; }

    public int Unlabelled { get; init; }

    public int Removed { get; init; }
}

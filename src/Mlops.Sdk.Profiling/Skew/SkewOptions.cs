namespace Mlops.Sdk;

/// <summary>How the rows that a model learnt from are joined with those that it scored, and from where on a difference is told.</summary>
public sealed record SkewOptions
{
    /// <summary>The columns that name a row in both tables.</summary>
    /// <value>None: the columns with the role <see cref="ColumnRole.Id"/> in the training rows.</value>
    public ValueList<string> Keys { get; init; } = [];

    /// <summary>Columns that are not compared.</summary>
    /// <value>None: every feature is compared.</value>
    public ValueList<string> Ignored { get; init; } = [];

    /// <summary>By how much numbers may differ, as a share of the greater of the two in size; 0 or more. 1e-6 lets numbers pass that went through single precision. Whole numbers and moments have to be equal.</summary>
    /// <value>1e-6.</value>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The share of the joined rows from which a difference of a column is a finding, 0 to 1; 0 tells every one.</summary>
    /// <value>0.001.</value>
    public double MinimumShare { get; init; } = 0.001;

    /// <summary>The share of the serving rows that should find their training row, 0 to 1; below it there is a finding, since the others say nothing.</summary>
    /// <value>0.5.</value>
    public double MinimumJoined { get; init; } = 0.5;

    /// <summary>How many serving rows are held at once, 100 or more. With more, a random part of the keys is compared, the same in both tables.</summary>
    /// <value>1,000,000.</value>
    public int MaxRows { get; init; } = 1_000_000;

    /// <summary>Whether the report shows the values that differ; numbers of rows and shares are always shown.</summary>
    /// <value>True.</value>
    public bool ShowValues { get; init; } = true;

    internal void Check()
    {
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance))) throw new ArgumentException(FormattableString.Invariant($"Tolerance is {Tolerance}; it is finite and 0 or more."), "options");
        if (!(MinimumShare is >= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"MinimumShare is {MinimumShare}; it lies between 0 and 1."), "options");
        if (!(MinimumJoined is >= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"MinimumJoined is {MinimumJoined}; it lies between 0 and 1."), "options");
        if (MaxRows < 100) throw new ArgumentException(FormattableString.Invariant($"MaxRows is {MaxRows}; at least 100 are needed."), "options");
    }
}

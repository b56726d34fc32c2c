namespace Mlops.Sdk;

/// <summary>Rows on which a model does worse than elsewhere.</summary>
/// <param name="Condition">What they have in common.</param>
/// <param name="Columns">The one or two columns that tell them apart.</param>
/// <param name="RowCount">How many rows there are.</param>
/// <param name="Loss">The mean loss on them.</param>
/// <param name="LossElsewhere">The mean loss on all other rows.</param>
/// <param name="StandardError">The standard error of the difference.</param>
/// <param name="PValue">How likely a difference so large in this direction is by chance; for two columns also against the rest of the rows of each alone.</param>
/// <param name="AdjustedPValue">The same, allowing for all slices that were tried.</param>
public sealed record WorstSlice(string Condition, ValueList<string> Columns, int RowCount, double Loss, double LossElsewhere, double StandardError, double PValue, double AdjustedPValue)
{
    /// <summary>By how much the mean loss is larger than elsewhere.</summary>
    public double Excess => Loss - LossElsewhere;

    /// <summary>The share of the loss of all rows that would go if these rows were like the others.</summary>
    public double LossShare { get; init; }
}

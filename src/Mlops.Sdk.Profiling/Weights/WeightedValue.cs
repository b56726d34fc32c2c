namespace Mlops.Sdk;

/// <summary>A value and how much of the weight its rows have.</summary>
/// <param name="Value">The value as text, as it may be shown.</param>
/// <param name="Share">Its share of the weight of rows with a value, 0 to 1: at least so much.</param>
/// <param name="ShareBound">By how much the share may be larger; 0 where it is exact.</param>
public readonly record struct WeightedValue(string Value, double Share, double ShareBound)
{
    /// <summary>The sum of the weights of its rows: at least so much. Null where the weights are hidden (<see cref="ProfileOptions.Redaction"/>): of a value of one row it would be the weight of that row.</summary>
    public double? Weight { get; init; }
}

namespace Mlops.Sdk;

/// <summary>What each kind of error costs, in any unit.</summary>
/// <param name="FalsePositive">A negative row that is taken for positive.</param>
/// <param name="FalseNegative">A positive row that is taken for negative.</param>
public sealed record ErrorCosts(double FalsePositive, double FalseNegative)
{
    internal bool AreValid => FalsePositive > 0 && FalseNegative > 0 && double.IsFinite(FalsePositive) && double.IsFinite(FalseNegative);
}

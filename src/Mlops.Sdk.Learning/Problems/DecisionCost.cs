namespace Mlops.Sdk;

/// <summary>What a decision costs when a class comes true; below 0 for a gain.</summary>
/// <param name="Actual">The class that comes true.</param>
/// <param name="Decided">The class decided on.</param>
/// <param name="Cost">In the unit of the problem, for one row.</param>
public sealed record DecisionCost(string Actual, string Decided, double Cost);

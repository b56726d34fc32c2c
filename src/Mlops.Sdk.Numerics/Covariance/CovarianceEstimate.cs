namespace Mlops.Sdk.Numerics;

/// <summary>A place and a covariance about it.</summary>
/// <param name="Location">The place, one number a column.</param>
/// <param name="Covariance">The covariance, row after row.</param>
/// <param name="Shrinkage">How far it was drawn towards a multiple of the identity, 0 to 1.</param>
public sealed record CovarianceEstimate(double[] Location, double[] Covariance, double Shrinkage = 0);

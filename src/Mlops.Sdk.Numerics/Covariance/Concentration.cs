namespace Mlops.Sdk.Numerics;

/// <summary>Some rows, their place and the factor of their covariance.</summary>
/// <param name="Rows">The rows, ascending.</param>
/// <param name="Location">Their place.</param>
/// <param name="Factor">The factor of their covariance, widened where they lie in a plane.</param>
/// <param name="LogDeterminant">The logarithm of its determinant.</param>
/// <param name="IsFlat">Whether they lie in a plane.</param>
internal sealed record Concentration(int[] Rows, double[] Location, SymmetricFactor Factor, double LogDeterminant, bool IsFlat);

namespace Mlops.Sdk.Numerics;

/// <summary>How well scores put positive rows before negative ones.</summary>
/// <param name="Auc">Area under the ROC curve: the share of pairs of a positive and a negative row in which the positive one scores higher, ties counting one half.</param>
/// <param name="AveragePrecision">The sum over thresholds of the gain in recall times the precision (steps, no interpolation).</param>
/// <param name="KolmogorovSmirnov">The largest distance between the shares of positive and of negative rows above a threshold.</param>
public readonly record struct RankingScores(double Auc, double AveragePrecision, double KolmogorovSmirnov);

/// <summary>What lies at or above a threshold.</summary>
/// <param name="Threshold">The score.</param>
/// <param name="TruePositive">The weight of positive rows that score at least this.</param>
/// <param name="FalsePositive">The weight of negative rows that score at least this.</param>
public readonly record struct ThresholdCounts(double Threshold, double TruePositive, double FalsePositive);

namespace Mlops.Sdk;

/// <summary>What a chain says of rows, before it becomes predictions.</summary>
/// <param name="Scores">Score or probability of each row; several a row for several classes, in the order of the classes.</param>
/// <param name="Decisions">The class that the chain decides on in each row, where it says so.</param>
/// <param name="AreProbabilities">Two classes: whether the scores are the chain's own probabilities.</param>
internal sealed record EstimatorScores(double[] Scores, int[]? Decisions, bool AreProbabilities);

using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The numbers of a problem, before they are put into words. Costs and savings are of 1,000 rows.</summary>
internal sealed record ProblemResult(Problem Problem, Predictions Predictions, MetricData Data, ProblemCosts Costs, double[] Weights)
{
    public double Saving { get; init; }

    public double Lower { get; init; }

    public double Upper { get; init; }

    public double ModelCost { get; init; }

    public double TodayCost { get; init; }

    public ProblemVerdict Verdict { get; init; }

    public ImmutableArray<(MetricBar Bar, double? Value)> Bars { get; init; } = [];

    public double? BestThreshold { get; init; }

    public double? BestSaving { get; init; }

    public ImmutableArray<double> CurveShares { get; init; } = [];

    public ImmutableArray<double> CurveSavings { get; init; } = [];

    public double Weight(int row) => Weights.Length == 0 ? 1 : Weights[row];
}

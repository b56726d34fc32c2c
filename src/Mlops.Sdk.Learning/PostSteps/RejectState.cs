namespace Mlops.Sdk;

/// <summary>From which probability on each class is decided, or costs; and what that came to on the calibration rows.</summary>
internal sealed record RejectState
{
    public const double Never = 2;

    public ErrorCosts? Costs { get; init; }

    public double AbstainCost { get; init; }

    public double? TargetAccuracy { get; init; }

    /// <summary>The least probability of each class, when it is the one decided on; 2 for never.</summary>
    public ValueList<double> Least { get; init; }

    public int Rows { get; init; }

    /// <summary>The share of the calibration rows that is decided.</summary>
    public double Decided { get; init; }

    public double? Accuracy { get; init; }

    public double AccuracyOfAll { get; init; }

    public ValueList<double> CurveDecided { get; init; }

    public ValueList<double> CurveAccuracy { get; init; }
}

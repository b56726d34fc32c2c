namespace Mlops.Sdk;

/// <summary>A threshold and how it was found.</summary>
internal sealed record ThresholdState
{
    public double Threshold { get; init; }

    public string? Metric { get; init; }

    public ErrorCosts? Costs { get; init; }

    public ThresholdRate? Rate { get; init; }

    public double? Target { get; init; }

    public double Value { get; init; }

    public double? ValueAtHalf { get; init; }

    public int Rows { get; init; }

    public ValueList<double> CurveThresholds { get; init; }

    public ValueList<double> CurveValues { get; init; }
}

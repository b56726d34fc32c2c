namespace Mlops.Sdk;

/// <summary>The factor of each class and what it did to the calibration rows.</summary>
internal sealed record BalancedState
{
    public ValueList<double> Factors { get; init; } = [];

    public double F1Before { get; init; }

    public double F1After { get; init; }

    public int Rows { get; init; }
}

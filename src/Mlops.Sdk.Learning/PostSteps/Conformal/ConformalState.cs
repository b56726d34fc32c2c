namespace Mlops.Sdk;

/// <summary>What conformal prediction has learnt.</summary>
internal sealed record ConformalState
{
    /// <summary>Stands for no bound: there were too few rows.</summary>
    public const double Unbounded = double.MaxValue;

    public ConformalMethod Method { get; init; }

    public double Coverage { get; init; }

    public bool ByClass { get; init; }

    public bool AllowEmptySets { get; init; }

    public int Rows { get; init; }

    /// <summary>The bound on the score: one, or one for each class.</summary>
    public ValueList<double> Bounds { get; init; }

    /// <summary>The features of the models of the residual, in their order; the last is the prediction itself.</summary>
    public ValueList<string> Features { get; init; }

    /// <summary>The least expected residual, so that no interval is divided by nothing.</summary>
    public double Floor { get; init; }

    /// <summary>On the calibration rows: the mean number of classes, or the mean width.</summary>
    public double? MeanSize { get; init; }

    public bool WeightsIgnored { get; init; }
}

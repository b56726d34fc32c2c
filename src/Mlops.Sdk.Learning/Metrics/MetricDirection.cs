namespace Mlops.Sdk;

/// <summary>Which way a metric gets better.</summary>
public enum MetricDirection
{
    /// <summary>Larger is better.</summary>
    HigherIsBetter,

    /// <summary>Smaller is better.</summary>
    LowerIsBetter,
}

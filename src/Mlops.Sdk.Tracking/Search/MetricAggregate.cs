namespace Mlops.Sdk;

/// <summary>Which value stands for a run's whole series of one metric.</summary>
public enum MetricAggregate
{
    /// <summary>The value with the greatest step.</summary>
    Last = 0,

    /// <summary>The smallest value; NaN is passed over.</summary>
    Min = 1,

    /// <summary>The greatest value; NaN is passed over.</summary>
    Max = 2,
}

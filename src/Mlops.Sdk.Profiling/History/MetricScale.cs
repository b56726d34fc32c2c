namespace Mlops.Sdk;

/// <summary>How a metric varies from period to period.</summary>
public enum MetricScale
{
    /// <summary>Any number, judged as it is.</summary>
    Amount,

    /// <summary>A share of the rows, 0 to 1, judged by the arcsine of its square root: its noise is then the same near 0 as in the middle.</summary>
    Share,

    /// <summary>A size above 0, such as a number of rows, judged by its logarithm: half is as far as double. Judged as it is where a value is 0 or below.</summary>
    Size,
}

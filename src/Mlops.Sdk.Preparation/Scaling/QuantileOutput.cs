namespace Mlops.Sdk;

/// <summary>What quantile scaling makes of a column.</summary>
public enum QuantileOutput
{
    /// <summary>Shares, evenly spread from 0 to 1.</summary>
    Uniform,

    /// <summary>Normal numbers, of mean 0 and standard deviation 1, -5.2 to 5.2.</summary>
    Normal,
}

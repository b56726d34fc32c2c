namespace Mlops.Sdk;

/// <summary>The units in which methods that measure distances take the columns.</summary>
public enum DetectionScaling
{
    /// <summary>Standard deviations from the mean.</summary>
    Standard,

    /// <summary>Interquartile ranges from the median, which outliers do not stretch; standard deviations where half of the values are equal.</summary>
    Robust,

    /// <summary>From 0 for the least value to 1 for the greatest.</summary>
    Range,

    /// <summary>As they are.</summary>
    None,
}

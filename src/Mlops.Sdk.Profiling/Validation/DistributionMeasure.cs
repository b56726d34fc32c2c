namespace Mlops.Sdk;

/// <summary>How far apart the values of a column lie in two tables, as one number that is 0 where they are spread alike; missing rows do not count. <see cref="DistributionDistance"/> has them all.</summary>
/// <remarks>Numbers are put into ten bins by the quantiles of the first table. Of texts, categories and flags the values are the bins, those with few rows put together for all but the first and the last measure.</remarks>
public enum DistributionMeasure
{
    /// <summary>The greatest difference of the shares of one value or bin, 0 to 1.</summary>
    LInfinity,

    /// <summary>The Jensen-Shannon distance to base 2, 0 to 1: the square root of the divergence.</summary>
    JensenShannon,

    /// <summary>The Hellinger distance, 0 to 1.</summary>
    Hellinger,

    /// <summary>The population stability index, 0 or more.</summary>
    StabilityIndex,

    /// <summary>The Kolmogorov-Smirnov distance, 0 to 1; of numbers alone.</summary>
    KolmogorovSmirnov,

    /// <summary>The sum of the differences of the counts of each value, as a share of all rows of both, 0 to 1; of texts, categories and flags alone. Unlike the others it also grows with the number of rows of one table.</summary>
    AbsoluteDifference,
}

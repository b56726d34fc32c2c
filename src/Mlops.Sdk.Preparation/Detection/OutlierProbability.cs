namespace Mlops.Sdk;

/// <summary>How a score becomes a probability of being an outlier. Both rise with the score; neither knows how many outliers there are (Kriegel et al. 2011).</summary>
public enum OutlierProbability
{
    /// <summary>erf((score - mean) / (standard deviation times the square root of 2)) of the training scores, 0 below their mean: near 0 for most rows.</summary>
    Unify,

    /// <summary>From 0 at the least training score to 1 at the greatest.</summary>
    Linear,
}

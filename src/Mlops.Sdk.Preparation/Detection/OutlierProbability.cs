namespace Mlops.Sdk;

/// <summary>How a score becomes a probability of being an outlier. All rise with the score; none knows how many outliers there are (Kriegel et al. 2011).</summary>
public enum OutlierProbability
{
    /// <summary>erf((score - mean) / (standard deviation times the square root of 2)) of the training scores, 0 below their mean: near 0 for most rows.</summary>
    Unify,

    /// <summary>From 0 at the least training score to 1 at the greatest.</summary>
    Linear,

    /// <summary>The share of usual rows that have a lower score, one less the conformal p-value (Vovk, Gammerman and Shafer 2005): of rows like the training rows one in twenty lies above 0.95, whatever scores are distributed like.</summary>
    /// <remarks>Usual rows are those held out by <see cref="OutlierThreshold.FalseAlarmRate"/>; with another threshold the training rows, which the detector knows a little too well. At most 10,000 of them are kept with the model.</remarks>
    Conformal,
}

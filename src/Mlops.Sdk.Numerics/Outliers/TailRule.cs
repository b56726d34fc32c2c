namespace Mlops.Sdk.Numerics;

/// <summary>How a score is made of the two tails of each column.</summary>
public enum TailRule
{
    /// <summary>ECOD: the greatest of the left tail, the right tail, and the one on the side of the skewness (Li et al. 2022).</summary>
    Ecod,

    /// <summary>COPOD: the greater of the mean of both tails and the one on the side of the skewness (Li et al. 2020).</summary>
    Copod,
}

using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How far from what is predicted the truth may lie, as a score whose quantile on calibration rows bounds it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConformalMethod>))]
public enum ConformalMethod
{
    /// <summary><see cref="LeastAmbiguous"/> for classes, <see cref="AbsoluteResidual"/> for numbers.</summary>
    Auto,

    /// <summary>Classes: every class whose probability is high enough (Sadinle, Lei and Wasserman 2019, LAC): the smallest sets on average. Hard rows can get sets that miss more often than easy ones.</summary>
    LeastAmbiguous,

    /// <summary>Classes: the most probable ones until they add up to enough (Romano, Sesia and Candes 2020, APS): larger sets, of more equal coverage on easy and hard rows. The last class is in by chance, which a hash of the row's features decides.</summary>
    AdaptiveSets,

    /// <summary>Numbers: the same distance either side of every prediction.</summary>
    AbsoluteResidual,

    /// <summary>Numbers: a distance in proportion to the expected size of the residual, which boosting learns on half of the calibration rows (Papadopoulos, Gammerman and Vovk 2008).</summary>
    NormalizedResidual,

    /// <summary>Numbers: two quantiles of the residual, which boosting learns on half of the calibration rows, moved by as much as they miss on the other half (conformalised quantile regression, Romano, Patterson and Candes 2019): wide where rows are uncertain, not symmetric.</summary>
    QuantileRegression,
}

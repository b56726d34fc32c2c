using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Where the interval of the area under the ROC curve comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AucIntervalMethod>))]
public enum AucIntervalMethod
{
    /// <summary>From the ranks of the rows, on the log odds of the area (DeLong et al. 1988): needs no resamples. Where no row is ranked wrongly, the bound of Newcombe (2006).</summary>
    DeLong,

    /// <summary>From resamples, as that of the other metrics.</summary>
    Bootstrap,
}

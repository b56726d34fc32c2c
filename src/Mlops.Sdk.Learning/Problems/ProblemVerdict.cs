using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Whether a model is good enough for its problem.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProblemVerdict>))]
public enum ProblemVerdict
{
    /// <summary>It saves at least what was asked for, by more than chance, and reaches every metric that was asked for.</summary>
    Accepted,

    /// <summary>These rows do not tell.</summary>
    Undecided,

    /// <summary>It saves less than what was asked for, by more than chance, or misses a metric.</summary>
    Rejected,
}

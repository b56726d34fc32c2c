using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How probabilities are brought in line with observed frequencies.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalibrationMethod>))]
public enum CalibrationMethod
{
    /// <summary>A sigmoid of the log odds (Platt 1999): two numbers, good from some hundred rows on.</summary>
    Platt,

    /// <summary>A rising function of any shape (isotonic regression): for some thousand rows and more. Gives some rows equal probabilities.</summary>
    Isotonic,
}

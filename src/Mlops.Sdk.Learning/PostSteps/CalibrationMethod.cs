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

    /// <summary>A beta map (Kull, Silva Filho and Flach 2017): three numbers; leaves a calibrated model as it is and bends both ends by themselves, which a sigmoid cannot. From some hundred rows on.</summary>
    Beta,

    /// <summary>One number that makes all probabilities more or less sure (Guo et al. 2017): the most probable class stays, also of many classes; good from a hundred rows on.</summary>
    Temperature,

    /// <summary>Platt's sigmoid for all classes at once: one slope, and a shift for each class, so that the mean probability of every class is how often it comes (Alexandari, Kundaje and Shrikumar 2020). Of two classes it is <see cref="Platt"/>. For models of rows or weights that were changed; good from some hundred rows on.</summary>
    Multinomial,
}

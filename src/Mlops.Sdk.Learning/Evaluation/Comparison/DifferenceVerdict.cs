using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What a difference says about replacing the model that is in use.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DifferenceVerdict>))]
public enum DifferenceVerdict
{
    /// <summary>The challenger is better by more than chance and by more than was asked for.</summary>
    Switch,

    /// <summary>The evidence does not carry a switch.</summary>
    Undecided,

    /// <summary>The challenger is worse by more than chance.</summary>
    Keep,
}

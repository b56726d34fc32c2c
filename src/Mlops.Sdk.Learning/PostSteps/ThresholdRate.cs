using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>A rate that a decision threshold keeps.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdRate>))]
internal enum ThresholdRate
{
    /// <summary>The share of rows taken for positive, at most.</summary>
    PositiveRate,

    /// <summary>The precision, at least.</summary>
    Precision,

    /// <summary>The recall, at least.</summary>
    Recall,
}

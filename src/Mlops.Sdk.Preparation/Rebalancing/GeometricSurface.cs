using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How far the ball of geometric SMOTE reaches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GeometricSurface>))]
public enum GeometricSurface
{
    /// <summary>To one of the nearest rows of the class, or to the nearest row of another class where that is nearer.</summary>
    Nearer,

    /// <summary>To one of the nearest rows of the class.</summary>
    Neighbor,

    /// <summary>To the nearest row of another class.</summary>
    Other,
}

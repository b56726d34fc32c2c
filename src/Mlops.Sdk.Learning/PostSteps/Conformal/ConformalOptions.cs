namespace Mlops.Sdk;

/// <summary>Settings of <see cref="ConformalPrediction"/>.</summary>
public sealed record ConformalOptions : StageOptions
{
    /// <summary>The share of new rows whose truth lies in the set or interval, at least.</summary>
    /// <value>0.9.</value>
    public double Coverage { get; init; } = 0.9;

    /// <summary>How sets or intervals are made.</summary>
    /// <value><see cref="ConformalMethod.Auto"/>.</value>
    public ConformalMethod Method { get; init; }

    /// <summary>Classes: whether the coverage holds for each class by itself (Mondrian). Needs rows enough of each.</summary>
    /// <value>False: over all rows.</value>
    public bool ByClass { get; init; }

    /// <summary>Classes: whether a set may be empty, which tells that the row is like none. Else the most probable class is always in.</summary>
    /// <value>False.</value>
    public bool AllowEmptySets { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(Coverage is > 0 and < 1)) yield return $"Coverage is {Coverage}; it is above 0 and below 1.";
        if (!Enum.IsDefined(Method)) yield return $"Method is {Method}; it is one of {string.Join(", ", Enum.GetNames<ConformalMethod>())}.";
        if (ByClass && ConformalScores.AreOfNumbers(Method)) yield return $"ByClass is for classes and Method {Method} for numbers.";
    }
}

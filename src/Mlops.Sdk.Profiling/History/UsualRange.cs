namespace Mlops.Sdk;

/// <summary>What is usual for a value.</summary>
/// <param name="Low">The least usual value.</param>
/// <param name="Expected">The value in the middle; NaN where a rule has limits only.</param>
/// <param name="High">The greatest usual value.</param>
internal readonly record struct UsualRange(double Low, double Expected, double High)
{
    public bool Holds(double value) => value >= Low && value <= High;
}

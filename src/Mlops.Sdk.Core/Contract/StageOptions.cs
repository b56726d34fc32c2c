namespace Mlops.Sdk;

/// <summary>The settings of a stage: an immutable record with a good default for every property, equal by value, and the same after a round trip through JSON.</summary>
public abstract record StageOptions
{
    /// <summary>What is wrong with these settings, one sentence each that names the property, the value and the range. Nothing by default.</summary>
    public virtual IEnumerable<string> Problems() => [];
}

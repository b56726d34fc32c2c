using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk.Extensibility;

/// <summary>Adds the kinds of a package to a catalogue.</summary>
public abstract class StageKindSource
{
    /// <summary>Adds every kind of the package.</summary>
    public abstract void AddTo(StageKinds kinds);
}

/// <summary>Names the class of an assembly that adds its kinds.</summary>
/// <param name="source">A <see cref="StageKindSource"/> with a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class StageKindSourceAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type source) : Attribute
{
    /// <summary>The class.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Source { get; } = source;

    internal StageKindSource CreateSource() => (StageKindSource)Activator.CreateInstance(Source)!;
}

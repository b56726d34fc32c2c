using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What every feature alone says of the label.</summary>
/// <param name="Label">The label column.</param>
/// <param name="IsClass">Whether it tells classes apart; otherwise it is a number. Integers of more than two values are numbers.</param>
/// <param name="Classes">The classes, most frequent first, ten at most; empty for a number.</param>
/// <param name="Positive">Of two classes the last in order, whose rate is told; null otherwise.</param>
/// <param name="Features">The features, strongest first.</param>
/// <param name="Leaks">Features that say so much of the label that they are probably not known when a model is used.</param>
/// <param name="Rows">The rows that this rests on, where nothing else is said.</param>
/// <param name="TableRows">The rows of the table.</param>
public sealed record TargetProfile(
    string Label, bool IsClass, ImmutableArray<TargetClass> Classes, string? Positive, ImmutableArray<FeatureTarget> Features, ImmutableArray<TargetLeak> Leaks, long Rows, long TableRows);

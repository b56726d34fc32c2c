namespace Mlops.Sdk;

/// <summary>A value with the bounds of its count.</summary>
/// <param name="Value">The value as <see cref="double"/>, <see cref="long"/>, <see cref="bool"/>, <see cref="string"/> or <see cref="DateTime"/>.</param>
/// <param name="Text">The value as text by the invariant culture.</param>
/// <param name="LowerCount">It occurs at least so often.</param>
/// <param name="UpperCount">It occurs at most so often; equal to the lower count where counts are exact.</param>
public sealed record FrequentValue(object Value, string Text, long LowerCount, long UpperCount);

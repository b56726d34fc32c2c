namespace Mlops.Sdk;

/// <summary>What one text is.</summary>
/// <param name="Kinds">The kinds, by the bits of <see cref="TextKinds"/>.</param>
/// <param name="Date">How its date is written.</param>
/// <param name="Number">How its number is written.</param>
/// <param name="Null">Which spelling of <see cref="NullText"/> it is, or -1.</param>
/// <param name="Within">What of persons occurs within a longer text.</param>
internal readonly record struct TextFacts(ulong Kinds, DateNotation Date, NumberNotation Number, int Null, PiiKind Within);

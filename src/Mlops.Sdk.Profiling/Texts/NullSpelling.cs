namespace Mlops.Sdk;

/// <summary>A spelling of "nothing" that was met.</summary>
/// <param name="Spelling">The spelling; of mixed capitals in small letters.</param>
/// <param name="Count">How many rows have it.</param>
/// <param name="IsWord">True for words such as <c>n/a</c>, which count as no value; false for numbers and dates such as <c>9999</c>, which are counted as what they are and only suspect.</param>
public sealed record NullSpelling(string Spelling, long Count, bool IsWord);

namespace Mlops.Sdk;

/// <summary>What a gate said.</summary>
/// <param name="Gate">The gate, in words: <c>auc at least 0.8</c>.</param>
/// <param name="Passed">Whether the version may pass.</param>
/// <param name="Message">What was found, with the numbers.</param>
public sealed record GateResult(string Gate, bool Passed, string Message);

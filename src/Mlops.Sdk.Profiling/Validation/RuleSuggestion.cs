namespace Mlops.Sdk;

/// <summary>A rule that the data speaks for.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Evidence">What was seen, and how sure it makes the rule.</param>
/// <param name="Confidence">The probability with which a clean table of at least <see cref="SuggestionOptions.BatchRows"/> rows keeps it, by its bound; null for rules that follow from no bound.</param>
/// <param name="HoldOuts">On how many held-out halves it was tried, having been suggested from the other half.</param>
/// <param name="HoldOutsPassed">How many of them kept it.</param>
public sealed record RuleSuggestion(Rule Rule, string Evidence, double? Confidence, int HoldOuts = 0, int HoldOutsPassed = 0)
{
    /// <summary>The share of the held-out halves that kept it; NaN when it was tried on none.</summary>
    public double HoldOutPassRate => HoldOuts == 0 ? double.NaN : (double)HoldOutsPassed / HoldOuts;
}

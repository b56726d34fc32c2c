namespace Mlops.Sdk;

/// <summary>A kind of finding that a profile, a comparison of two profiles, a history of profiles or a join of training and serving rows can make.</summary>
/// <param name="Code">The stable code, such as <c>PROF012</c>.</param>
/// <param name="Title">What it is in a few words.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Meaning">When it is made, in a sentence.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Thresholds">The properties that decide, of <see cref="FindingThresholds"/>, <see cref="ProfileComparisonOptions"/> or <see cref="SkewOptions"/>; empty where one case is enough.</param>
public sealed record FindingKind(string Code, string Title, Severity Severity, string Meaning, string Remedy, params ValueList<string> Thresholds)
{
    /// <summary>A finding of this kind; the message ends with what to do.</summary>
    internal Finding Tell(string? column, FormattableString what, FormattableString advice, string? remedy = null, double? value = null, double? threshold = null, double? bound = null, IEnumerable<string>? related = null) =>
        new(Code, Severity, column, FormattableString.Invariant(what) + " " + FormattableString.Invariant(advice))
        {
            Title = Title, Remedy = remedy, Value = Round(value), Threshold = threshold, Bound = bound > 0 ? bound : null, RelatedColumns = new(related ?? []),
        };

    // The last bits of a moment depend on how the rows came in parts.
    private static double? Round(double? value) => value is { } number && double.IsFinite(number) && number != 0 && Math.Abs(number) is > 1e-250 and < 1e250 && 9 - (int)Math.Floor(Math.Log10(Math.Abs(number))) is >= 0 and <= 15 and var digits ? Math.Round(number, digits) : value;
}

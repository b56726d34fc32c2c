using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How much better a challenger is than the model in use.</summary>
/// <param name="Champion">The model in use: the first that was given.</param>
/// <param name="Challenger">The other one.</param>
/// <param name="Metric">What they are compared by.</param>
/// <param name="ChampionValue">The metric of the champion; null where it is undefined.</param>
/// <param name="ChallengerValue">The metric of the challenger; null where it is undefined.</param>
/// <param name="Improvement">How much better the challenger is, above 0 whichever way the metric goes; null where either is undefined.</param>
/// <param name="StandardError">The standard error of the improvement.</param>
/// <param name="Lower">The lower end of its interval.</param>
/// <param name="Upper">The upper end of its interval.</param>
/// <param name="PValue">How likely so large a difference is by chance, two-sided.</param>
/// <param name="AdjustedPValue">The same, allowing for the number of comparisons.</param>
/// <param name="Test">The test.</param>
/// <param name="Verdict">What that says about a switch.</param>
public sealed record ModelDifference(
    string Champion, string Challenger, Metric Metric, double? ChampionValue, double? ChallengerValue, double? Improvement, double? StandardError, double? Lower, double? Upper,
    double? PValue, double? AdjustedPValue, DifferenceTest Test, DifferenceVerdict Verdict)
{
    /// <summary>How sure the interval is.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The least improvement that carries a switch.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>How many rows were compared; folds for a cross-validation.</summary>
    public int Count { get; init; }

    /// <summary>How many independent rows would tell a difference of this size with 80% probability, if it is as large as it looks; null where none is seen or it is told already.</summary>
    public int? RowsToTell { get; init; }

    /// <summary>The decision with its uncertainty, in a sentence.</summary>
    public string Sentence
    {
        get
        {
            if (Improvement is not { } improvement || PValue is null) return $"'{Challenger}' and '{Champion}' cannot be compared by {Metric.Name}, which is undefined for one of them here.";
            if (improvement == 0 && StandardError is null or 0) return $"'{Challenger}' and '{Champion}' do not differ by {Metric.Name} on any of these {(Test == DifferenceTest.CorrectedResampledT ? "folds" : "rows")}: nothing speaks for a switch.";
            string size = $"{ReportNumber.Format(Math.Abs(improvement), digits: 3)} ± {ReportNumber.Format(StandardError, digits: 2)}";
            string lead = improvement >= 0 ? $"'{Challenger}' is better than '{Champion}' by {size}" : $"'{Champion}' is better than '{Challenger}' by {size}";
            string interval = $"{Metric.Name}, improvement from {ReportNumber.Format(Lower, digits: 3)} to {ReportNumber.Format(Upper, digits: 3)} at {ReportNumber.Percent(Confidence)}";
            string chance = AdjustedPValue is { } adjusted && adjusted != PValue ? $"p = {ReportNumber.Format(PValue, digits: 2)}, {ReportNumber.Format(adjusted, digits: 2)} among all comparisons" : $"p = {ReportNumber.Format(PValue, digits: 2)}";
            return $"{lead} ({interval}; {chance}): {Conclusion(improvement)}";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Sentence;

    private string Conclusion(double improvement) => Verdict switch
    {
        DifferenceVerdict.Switch => MinimumImprovement > 0 ? $"the evidence carries the switch, by at least the {ReportNumber.Format(MinimumImprovement)} asked for." : "the evidence carries the switch.",
        DifferenceVerdict.Keep => $"keep '{Champion}'.",
        _ when improvement > 0 && RowsToTell is { } rows => $"the evidence would not carry the switch. Some {ReportNumber.Format(Rounded(rows), ReportNumberFormat.Integer)} test rows would tell a difference of this size.",
        _ when improvement > 0 && MinimumImprovement > 0 => $"the evidence would not carry the switch, for which {ReportNumber.Format(MinimumImprovement)} is asked.",
        _ => "the evidence would not carry the switch.",
    };

    private static double Rounded(int rows)
    {
        double unit = Math.Pow(10, Math.Max(Math.Floor(Math.Log10(rows)) - 1, 0));
        return Math.Ceiling(rows / unit) * unit;
    }
}

using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Turns the tests of a column into a verdict in words.</summary>
internal static class Verdict
{
    public static ColumnDrift Of(ColumnComparison comparison, double adjusted, double missingAdjusted, DriftOptions options)
    {
        double change = comparison.CurrentMissingShare - comparison.ReferenceMissingShare;
        bool values = adjusted < options.FalseAlarmRate && comparison.Effect >= options.MinimumEffect;
        bool missing = missingAdjusted < options.FalseAlarmRate && Math.Abs(change) >= options.MinimumMissingChange;
        return new ColumnDrift
        {
            Column = comparison.Reference.Name,
            Method = comparison.Method,
            Statistic = comparison.Test.Statistic,
            PValue = comparison.Test.PValue,
            PAdjusted = adjusted,
            Effect = comparison.Effect,
            ReferenceMissing = comparison.ReferenceMissingShare,
            CurrentMissing = comparison.Problem is null ? comparison.CurrentMissingShare : double.NaN,
            MissingPAdjusted = missingAdjusted,
            NewLevels = comparison.NewLevels,
            Drifted = values || missing,
            Reason = Words(comparison, adjusted, missingAdjusted, missing, options),
        };
    }

    private static string Words(ColumnComparison comparison, double adjusted, double missingAdjusted, bool missing, DriftOptions options)
    {
        string words = comparison.Method == DriftMethod.NotAssessed ? $"Values not compared: {comparison.Obstacle!.TrimEnd('.')}." : OfValues(comparison, adjusted, options);
        if (!missing) return words;
        return $"Missing rows went from {ReportNumber.Percent(comparison.ReferenceMissingShare)} to {ReportNumber.Percent(comparison.CurrentMissingShare)} (adjusted p {P(missingAdjusted)}). {words}";
    }

    private static string OfValues(ColumnComparison comparison, double adjusted, DriftOptions options)
    {
        string test = comparison.Method == DriftMethod.KolmogorovSmirnov
            ? $"Kolmogorov-Smirnov distance {N(comparison.Test.Statistic)}"
            : $"chi-square {N(comparison.Test.Statistic)}";
        string numbers = $"{test}, adjusted p {P(adjusted)}, PSI {N(comparison.Effect)}";
        if (!(adjusted < options.FalseAlarmRate)) return $"No significant change: {numbers}, not below {N(options.FalseAlarmRate)}.";
        return comparison.Effect >= options.MinimumEffect
            ? $"The values changed: {numbers}."
            : $"A change too small to matter: {numbers}, below {N(options.MinimumEffect)}.";
    }

    private static string P(double p) => p.ToString(p is > 0 and < 0.001 ? "0.0e0" : "0.###", CultureInfo.InvariantCulture);

    private static string N(double number) => ReportNumber.Format(number);
}

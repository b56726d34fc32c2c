using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a profile has to say of the quality of a table.</summary>
internal static class ProfileFindings
{
    private const int LeastRowsForIdentifier = 50;

    public static IEnumerable<Finding> Of(ImmutableArray<ColumnProfile> columns, ImmutableArray<ColumnPair> pairs, ProfileOptions options)
    {
        foreach (ColumnProfile column in columns.Where(column => column.Rows > 0))
            foreach (Finding finding in OfColumn(column, options)) yield return finding;
        var features = columns.Where(column => column.Role == ColumnRole.Feature).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (ColumnPair pair in pairs.Where(pair => Math.Abs(pair.Value) > options.Correlation && features.Contains(pair.A) && features.Contains(pair.B)))
            yield return Note("PROF004", Severity.Info, pair.A, $"'{pair.A}' and '{pair.B}' go together: correlation {pair.Value:F3}, above {options.Correlation:G3}. .SelectFeatures() keeps one of them.");
    }

    private static IEnumerable<Finding> OfColumn(ColumnProfile column, ProfileOptions options)
    {
        string name = column.Name;
        if (column.Missing == column.Rows)
        {
            yield return Note("PROF010", Severity.Warning, name, $"'{name}' is missing in all {column.Rows} rows. Leave it out: data.Drop(\"{name}\").");
            yield break;
        }

        if (column.MissingShare > options.MissingShare)
            yield return Note("PROF001", Severity.Warning, name, $"'{name}' is missing in {column.Missing} of {column.Rows} rows ({column.MissingShare:P1}, above {options.MissingShare:P0}). .ImputeMissing() fills it and can flag it.");
        if (column.Distinct <= 1 && column.Role == ColumnRole.Feature)
            yield return Note("PROF002", Severity.Warning, name, $"'{name}' has one value only in {column.Rows - column.Missing} rows and tells nothing. .SelectFeatures() drops it.");
        if (column.Infinite > 0)
            yield return Note("PROF008", Severity.Warning, name, $"'{name}' is infinite in {column.Infinite} rows. .HandleOutliers() caps them; check the division or logarithm that made them.");
        if (column.Role == ColumnRole.Feature)
            foreach (Finding finding in OfFeature(column, options)) yield return finding;
        if (column.Role == ColumnRole.Label && column.Type is ColumnType.Category or ColumnType.Flag && RarestClass(column) is var (level, share) && share < options.RarestClassShare)
            yield return Note("PROF007", Severity.Warning, name, $"Class '{level}' of the label '{name}' has {share:P2} of the rows, below {options.RarestClassShare:P0}. Judge models by auc_pr, tune the threshold (.TuneThreshold()), and compare .Rebalance() with none.");
    }

    private static IEnumerable<Finding> OfFeature(ColumnProfile column, ProfileOptions options)
    {
        string name = column.Name;
        long present = column.Rows - column.Missing;
        if (LooksLikeIdentifier(column, present))
            yield return Note("PROF003", Severity.Warning, name, $"'{name}' has {column.Distinct:F0} different values in {present} rows and looks like an identifier. Give it the role Id: data.WithRole(\"{name}\", ColumnRole.Id).");
        else if (column.Type == ColumnType.Category && column.Distinct > options.CategoryLevels)
            yield return Note("PROF005", Severity.Info, name, $"'{name}' has {column.Distinct:F0} levels, above {options.CategoryLevels}. One-hot encoding would make as many columns; .EncodeCategories() takes the label's mean instead.");
        if (column.Type is ColumnType.Number or ColumnType.Integer && column.Skewness is { } skewness && Math.Abs(skewness) > options.Skewness)
            yield return Note("PROF006", Severity.Info, name, $"'{name}' is skewed: skewness {skewness:F1}, above {options.Skewness:G3} in size, with values from {ReportNumber.Format(column.Min)} to {ReportNumber.Format(column.Max)}. Trees do not mind; for linear models .HandleOutliers() caps the tail.");
    }

    private static bool LooksLikeIdentifier(ColumnProfile column, long present) => present >= LeastRowsForIdentifier && column.DistinctBound == 0 && column.Distinct >= present && column.Type switch
    {
        ColumnType.Text or ColumnType.Category => true,
        ColumnType.Integer => column.Max - column.Min + 1 <= present * 1.5,
        _ => false,
    };

    private static (string Level, double Share)? RarestClass(ColumnProfile label)
    {
        (string Value, long Count)[] classes = [.. label.Top];
        if (classes.Length < 2 || label.Distinct > classes.Length) return null;
        (string value, long count) = classes.MinBy(entry => entry.Count);
        return (value, (double)count / Math.Max(1, label.Rows - label.Missing));
    }

    private static Finding Note(string code, Severity severity, string column, FormattableString message) => new(code, severity, column, FormattableString.Invariant(message));
}

using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>The size of the table.</summary>
internal static class TableFindings
{
    public static readonly FindingKind FewRows = new("PROF043", "few rows", Severity.Warning, "The table has so few rows that shares and tests say little.", ".CrossValidate(data)", nameof(FindingThresholds.Rows));
    public static readonly FindingKind RowsPerFeature = new("PROF044", "few rows per feature", Severity.Warning, "There are few rows for so many features: a model can learn them by heart.", ".SelectFeatures()", nameof(FindingThresholds.RowsPerFeature));
    public static readonly FindingKind Wide = new("PROF045", "wide table", Severity.Info, "The table has many features; pairs beyond the limit of the summary are not looked at.", ".SelectFeatures()", nameof(FindingThresholds.Features));
    public static readonly FindingKind LongText = new("PROF046", "long texts", Severity.Info, "Texts are long: they take memory, and a model needs them turned into numbers.", "data.Drop(name)", nameof(FindingThresholds.TextLength));

    public static IReadOnlyList<FindingKind> Kinds => [FewRows, RowsPerFeature, Wide, LongText];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        int features = facts.Features.Count();
        if (facts.Columns.Length > 0 && facts.Rows < thresholds.Rows)
            yield return FewRows.Tell(null, $"The table has {facts.Rows:N0} {(facts.Rows == 1 ? "row" : "rows")}, below {thresholds.Rows:N0}: shares and tests say little.", $"Collect more before you rely on a model of it; meanwhile judge by .CrossValidate(data).", ".CrossValidate(data)", facts.Rows, thresholds.Rows);
        else if (features > 0 && facts.Rows < thresholds.RowsPerFeature * features)
            yield return RowsPerFeature.Tell(null, $"There are {facts.Rows:N0} rows for {features:N0} features, {Number((double)facts.Rows / features)} for each (below {Number(thresholds.RowsPerFeature)}): a model can learn the rows by heart.", $"Keep fewer: .SelectFeatures(new() {{ Keep = {Math.Max(1, (int)(facts.Rows / thresholds.RowsPerFeature))} }}).", $".SelectFeatures(new() {{ Keep = {Math.Max(1, (int)(facts.Rows / thresholds.RowsPerFeature))} }})", (double)facts.Rows / features, thresholds.RowsPerFeature);
        if (features > thresholds.Features)
            yield return Wide.Tell(null, $"The table has {features:N0} features, above {thresholds.Features:N0}{(facts.Summary.HasCorrelations ? "" : "; correlations are not computed for so many")}.", $".SelectFeatures() finds those that tell something of the label; DatasetSummaryOptions.CorrelationColumns sets up to how many are correlated.", ".SelectFeatures()", features, thresholds.Features);
        foreach (ColumnProfile column in facts.Columns.Where(column => column.Summary.TextLengths.Count > 0 && column.Summary.TextLengths.Mean > thresholds.TextLength))
            yield return LongText.Tell(column.Name, $"The texts of {column.Name.Quoted()} have {column.Summary.TextLengths.Mean:N0} characters on average (above {thresholds.TextLength:N0}), {column.Summary.TextLengths.Mean * column.Summary.TextLengths.Count / 1e6:N1} million in all.", $"Turn them into numbers before training, or leave them out: data.Drop({column.Name.Literal()}).", $"data.Drop({column.Name.Literal()})", column.Summary.TextLengths.Mean, thresholds.TextLength);
    }
}

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>What a check says of a table.</summary>
/// <param name="Check">The code of the finding, or what was thrown.</param>
/// <param name="Message">The words, which name the column.</param>
/// <param name="Count">How many rows break it, or the number that was compared with limits; null where there is none.</param>
internal sealed record Told(string Check, string Message, double? Count);

/// <summary>An anomaly of TensorFlow Data Validation: the check that tells it, on data that has it, and what is said of data near it that has not.</summary>
/// <param name="Kind">The name in the enumeration.</param>
/// <param name="Check">The code that tells it.</param>
/// <param name="Column">The column that it names; null where it is about the table.</param>
/// <param name="Count">The number that it gives; null where it gives none.</param>
/// <param name="With">What is said of data with the anomaly.</param>
/// <param name="Without">What is said of data without.</param>
internal sealed record AnomalyCase(string Kind, string Check, string? Column, double? Count, Func<IReadOnlyList<Told>> With, Func<IReadOnlyList<Told>> Without)
{
    /// <summary>A rule that one table breaks and one keeps.</summary>
    public static AnomalyCase Broken(string kind, string check, string? column, double? count, Rule rule, Dataset with, Dataset without, ValidationOptions? options = null) =>
        Broken(kind, check, column, count, new DataRules(rule), with, without, options);

    /// <summary>Rules, one of which one table breaks and the other keeps.</summary>
    public static AnomalyCase Broken(string kind, string check, string? column, double? count, DataRules rules, Dataset with, Dataset without, ValidationOptions? options = null) =>
        new(kind, check, column, count, () => Validated(rules, with, options), () => Validated(rules, without, options));

    /// <summary>One table, and two rules or options of which it breaks the first.</summary>
    public static AnomalyCase Broken(string kind, string check, string? column, double? count, Dataset data, (Rule Rule, ValidationOptions? Options) with, (Rule Rule, ValidationOptions? Options) without) =>
        new(kind, check, column, count, () => Validated(new DataRules(with.Rule), data, with.Options), () => Validated(new DataRules(without.Rule), data, without.Options));

    /// <summary>A finding of the profile of one table, and not of the other.</summary>
    public static AnomalyCase Found(string kind, string check, string? column, double? count, Dataset with, Dataset without) => new(kind, check, column, count, () => Profiled(with), () => Profiled(without));

    /// <summary>A finding of the comparison of two tables, and not of two others.</summary>
    public static AnomalyCase Changed(string kind, string check, string? column, (Dataset Before, Dataset After) with, (Dataset Before, Dataset After) without) =>
        new(kind, check, column, null, () => Compared(with), () => Compared(without));

    /// <summary>A finding of the join of training and serving rows by <c>id</c>, and not of two others.</summary>
    public static AnomalyCase Skewed(string kind, string check, string? column, (Dataset Training, Dataset Serving) with, (Dataset Training, Dataset Serving) without) =>
        new(kind, check, column, null, () => Joined(with), () => Joined(without));

    /// <summary>What is refused before there is a table or a rule.</summary>
    public static AnomalyCase Refused(string kind, string check, string? column, Action with, Action without) => new(kind, check, column, null, () => Tried(with), () => Tried(without));

    public static Dataset Of(params Column[] columns) => new(columns);

    public static NumberColumn Numbers(string name, params double[] values) => new(name, values);

    /// <summary>Numbers of which NaN is a value and not a missing one.</summary>
    public static NumberColumn NumbersWithNaN(string name, params double[] values) => new(name, values, default);

    public static IntegerColumn Integers(string name, params long[] values) => new(name, values);

    public static FlagColumn Flags(string name, params bool[] values) => new(name, values);

    public static TextColumn Words(string name, params string?[] values) => TextColumn.FromValues(name, values);

    private static Told[] Validated(DataRules rules, Dataset data, ValidationOptions? options) =>
        [.. rules.Validate(data, options).Failures.Select(result => new Told(result.Code, result.Message, result.FailingRows ?? result.Observed))];

    private static Told[] Profiled(Dataset data) => [.. data.Profile(new() { AsOf = FindingCorpus.AsOf }).Findings.Select(Said)];

    private static Told[] Compared((Dataset Before, Dataset After) tables) => [.. tables.Before.Profile().Compare(tables.After.Profile()).Findings.Select(Said)];

    private static Told[] Joined((Dataset Training, Dataset Serving) tables) => [.. tables.Training.SkewAgainst(tables.Serving, new() { Keys = ["id"] }).Findings.Select(Said)];

    private static Told Said(Finding finding) => new(finding.Code, finding.Message, null);

    private static Told[] Tried(Action action)
    {
        try
        {
            action();
            return [];
        }
        catch (MlopsException error)
        {
            return [new Told(error.Code, error.Message, null)];
        }
        catch (ArgumentException error)
        {
            return [new Told(nameof(ArgumentException), error.Message, null)];
        }
    }
}

using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Checks a join by time and plans its columns.</summary>
internal static class AsOfJoin
{
    /// <exception cref="ArgumentException">A column is not there, or two are called alike, or a type does not fit; the message names it.</exception>
    public static DuckDbSource Create(DataSource labels, DataSource features, AsOfOptions options)
    {
        if (options.Delay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(options), options.Delay, "AsOfOptions.Delay is at least zero: a negative one would show the future.");
        if (options.Tolerance < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(options), options.Tolerance, "AsOfOptions.Tolerance is at least zero.");
        Field labelTime = TimeOf(labels.Schema, options.LabelTime, "labels", nameof(options.LabelTime));
        Field featureTime = TimeOf(features.Schema, options.FeatureTime, "features", nameof(options.FeatureTime));
        foreach (string key in options.Keys) CheckKey(Find(labels.Schema, key, "labels", nameof(options.Keys)), Find(features.Schema, key, "features", nameof(options.Keys)));

        var plans = ImmutableArray.CreateBuilder<ColumnPlan>();
        foreach (Field field in labels.Schema) plans.Add(PlanOf(field, field.Name, $"labels.{SqlText.Identifier(field.Name)}", field.Role));
        string within = options.Tolerance is { } tolerance ? FormattableString.Invariant($"labels.{SqlText.Identifier(labelTime.Name)} - known.{SqlText.Identifier(featureTime.Name)} <= {tolerance.Ticks}") : "true";
        foreach (Field field in features.Schema)
        {
            if (options.Keys.Contains(field.Name) || field.Name == featureTime.Name) continue;
            plans.Add(PlanOf(field, options.Prefix + field.Name, Within(within, field.Name), field.Role == ColumnRole.Feature ? ColumnRole.Feature : ColumnRole.Ignored));
        }

        if (options.FeatureTimeAs is { } name) plans.Add(PlanOf(featureTime, name, Within(within, featureTime.Name), ColumnRole.Ignored));
        CheckNames(plans);
        var relation = new AsOfRelation(labels, features, labelTime.Name, featureTime.Name, options);
        return DuckDbSource.Of(relation, new DuckDbOptions { MaxThreads = options.MaxThreads, MemoryLimit = options.MemoryLimit, TempFolder = options.TempFolder }, plans.ToImmutable());
    }

    private static string Within(string condition, string column) => condition == "true" ? $"known.{SqlText.Identifier(column)}" : $"CASE WHEN {condition} THEN known.{SqlText.Identifier(column)} END";

    private static ColumnPlan PlanOf(Field field, string name, string expression, ColumnRole role) => new(name, expression, field.Type) { Role = role, Levels = field.Type == ColumnType.Category ? field.Levels : null };

    private static Field TimeOf(Schema schema, string? name, string side, string option)
    {
        Field time = name is not null
            ? Find(schema, name, side, option)
            : schema.WithRole(ColumnRole.Time).FirstOrDefault() ?? throw new ArgumentException($"The {side} have no column with the role Time. Name the column of their time in AsOfOptions.{option}.", option);
        return time.Type == ColumnType.Timestamp ? time : throw new ArgumentException($"Column '{time.Name}' of the {side} is {time.Type} and was to be their time, which is a Timestamp. Declare its type when the data is read.", option);
    }

    private static Field Find(Schema schema, string name, string side, string option)
    {
        if (schema.IndexOf(name) is var index and >= 0) return schema[index];
        string? near = NearestNames.Find(name, schema.Select(field => field.Name));
        throw new ArgumentException($"AsOfOptions.{option} names '{name}', which is no column of the {side}.{(near is null ? "" : $" Did you mean '{near}'?")}", option);
    }

    private static void CheckKey(Field label, Field feature)
    {
        if (label.Type == ColumnType.Number || feature.Type == ColumnType.Number)
            throw new ArgumentException($"The key '{label.Name}' is a Number, and two numbers that were computed apart are seldom equal to the bit. Declare it as Integer or Text when the data is read.", nameof(label));
        bool texts = label.Type is ColumnType.Text or ColumnType.Category && feature.Type is ColumnType.Text or ColumnType.Category;
        if (label.Type != feature.Type && !texts)
            throw new ArgumentException($"The key '{label.Name}' is {label.Type} in the labels and {feature.Type} in the features. Declare one type for both when the data is read.", nameof(label));
    }

    private static void CheckNames(IEnumerable<ColumnPlan> plans)
    {
        string[] twice = [.. plans.GroupBy(plan => plan.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"'{same.Key}'")];
        if (twice.Length > 0) throw new ArgumentException($"Labels and features both have the column {string.Join(", ", twice)}. Set AsOfOptions.Prefix to tell them apart, or leave them out of one side.", nameof(plans));
    }
}

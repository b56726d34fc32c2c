using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the managed learners ask of a schema, each said in one place.</summary>
internal static class LearnerSchema
{
    /// <summary>Features are numbers or categories.</summary>
    public static void CheckFeatures(Schema input, SchemaProblems problems)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(problems);
        foreach (Field feature in input.Features.Where(feature => !feature.IsNumeric && feature.Type != ColumnType.Category))
            problems.Add($"Feature '{feature.Name}' is {feature.Type} and this trainer learns from numbers and categories. Add .EncodeCategories() before it, or give the column the role Ignored.");
    }

    /// <summary>What is to have a direction is a number.</summary>
    public static void CheckDirections(Schema input, IEnumerable<string> names, SchemaProblems problems)
    {
        foreach (string name in names.Where(name => !input.Features.Any(feature => feature.Name == name && feature.IsNumeric)))
            problems.Add($"'{name}' is to be monotone and is no numeric feature.");
    }

    /// <summary>What is in an interaction group is a feature.</summary>
    public static void CheckGroups(Schema input, ValueList<string> groups, SchemaProblems problems)
    {
        foreach (string name in InteractionGroups.NamesOf(groups).SelectMany(group => group).Where(name => !input.Features.Any(feature => feature.Name == name)))
            problems.Add($"'{name}' is in an interaction group and is no feature.");
    }

    /// <summary>1 for columns whose effect must not fall, -1 for those whose effect must not rise, 0 for the others.</summary>
    public static int[] Directions(Column[] columns, ValueList<string> increasing, ValueList<string> decreasing) =>
        [.. columns.Select(column => increasing.Contains(column.Name) ? 1 : decreasing.Contains(column.Name) ? -1 : 0)];

    /// <summary>Throws where directions are asked of more than two classes.</summary>
    /// <exception cref="MlopsException">MLO2103: there are directions and more than two classes.</exception>
    public static void RefuseDirectionsOfClasses(LabelData label, ValueList<string> increasing, ValueList<string> decreasing)
    {
        if (label.Task == TaskKind.Multiclass && increasing.Count + decreasing.Count > 0)
            throw new MlopsException("MLO2103", $"Label '{label.Name}' has {label.Classes.Length} classes, and a direction says nothing of more than two. Leave Increasing and Decreasing out.");
    }
}

namespace Mlops.Sdk;

/// <summary>Rows as a tree takes them: numbers, flags and categories are its features, all else is ignored.</summary>
internal static class JudgingRows
{
    /// <exception cref="MlopsException">MLO1702: no feature is left.</exception>
    public static Dataset Of(RebalanceWork work, string method)
    {
        string[] others = [.. work.Train.Schema.Features.Where(field => !field.IsNumeric && field.Type != ColumnType.Category).Select(field => field.Name)];
        Dataset data = others.Aggregate(work.Train, (current, name) => current.WithRole(name, ColumnRole.Ignored));
        return data.Schema.Features.Any() ? data
            : throw new MlopsException("MLO1702", $"{method} needs features that are numbers, flags or categories, and there is none. Encode the data first, or take RebalanceMethod.RandomOver or RandomUnder.");
    }
}

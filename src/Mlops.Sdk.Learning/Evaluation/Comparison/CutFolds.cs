namespace Mlops.Sdk;

/// <summary>How the folds of every kind of validation are cut: cross-validation, the outer folds of a nested one, learning curves.</summary>
internal static class CutFolds
{
    /// <exception cref="ArgumentException">A gap is given and rows are not in time order, or there are too few rows, groups or blocks.</exception>
    public static IReadOnlyList<Fold> Of(Dataset data, TaskKind task, int count, SplitKind split, TimeFoldOptions? time, ulong seed)
    {
        if (time is null)
            return data.Folds(count, seed, split == SplitKind.Auto && task != TaskKind.Regression && !data.Schema.WithRole(ColumnRole.Group).Any() ? SplitKind.Stratified : split);
        return split == SplitKind.TimeOrdered ? data.TimeFolds(count, time) : throw new ArgumentException($"Time is given and Split is {split}. Set Split = SplitKind.TimeOrdered, or leave Time out.", nameof(time));
    }
}

namespace Mlops.Sdk;

/// <summary>An encoding that learns from the label. While training every row sees what rows in other folds say.</summary>
internal abstract record LabelEncoding(int Folds) : EncodingMethod
{
    public int Folds { get; init; } = Valid.AtLeast(Folds, 2, nameof(Folds));

    /// <summary>What of the label it cannot learn from, or null.</summary>
    public virtual string? Problem(EncodingTarget target) => null;

    /// <summary>What training sees: for every row the numbers by the rows of other folds.</summary>
    public abstract double[][] OutOfFold(LevelColumn column, EncodingTarget target, int[] folds);
}

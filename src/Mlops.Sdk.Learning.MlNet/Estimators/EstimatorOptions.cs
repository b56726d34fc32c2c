namespace Mlops.Sdk;

/// <summary>Settings of a chain of ML.NET as a trainer; see <see cref="MlNetPipelineExtensions"/>.</summary>
public sealed record EstimatorOptions : StageOptions
{
    /// <summary>
    /// Two classes, and a chain that gives a score and no probability (such as a forest or a support vector machine): into how many parts the training rows are cut to get scores of rows that
    /// the chain has not seen, on which the sigmoid that makes probabilities is fitted. 0 fits it on the scores of the training rows themselves.
    /// </summary>
    /// <value>3.</value>
    public int CalibrationFolds { get; init; } = 3;

    /// <summary>
    /// What may be in the chain when it is saved, besides ML.NET's common transforms and trainers. It is not written into the bundle: whoever loads it says again what may be in it, by
    /// <c>StageKinds.CreateDefault().AllowMlNetModels(new() { ... })</c>.
    /// </summary>
    /// <value>Null: nothing else.</value>
    public MlNetModelOptions? Saved { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => OutOfFoldScores.Problems(CalibrationFolds);
}

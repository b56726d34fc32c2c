namespace Mlops.Sdk;

/// <summary>Settings of <see cref="PerceptronTrainer"/>.</summary>
public sealed record PerceptronOptions : StageOptions
{
    /// <summary>Passes over the rows.</summary>
    /// <value>10.</value>
    public int Iterations { get; init; } = 10;

    /// <summary>How far a row on the wrong side moves the weights; above 0.</summary>
    /// <value>1.</value>
    public double LearningRate { get; init; } = 1;

    /// <summary>Whether the learning rate falls with the root of the number of rows seen.</summary>
    /// <value>False.</value>
    public bool DecreaseLearningRate { get; init; }

    /// <summary>By how much weights shrink with each row, as half the share; from 0, below 0.5.</summary>
    /// <value>0.</value>
    public double L2Regularization { get; init; }

    /// <summary>
    /// Into how many parts the training rows are cut to get scores of rows that a perceptron has not seen, on which the sigmoid that makes probabilities is fitted. 0 fits it on the scores of
    /// the training rows themselves, which costs no further passes and, with many columns, gives probabilities that are too sure.
    /// </summary>
    /// <value>3.</value>
    public int CalibrationFolds { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.AtLeast(nameof(Iterations), Iterations, 1),
        .. OptionRules.AboveUpTo(nameof(LearningRate), LearningRate, 0, 1e6),
        .. OptionRules.Within(nameof(L2Regularization), L2Regularization, 0, 0.499),
        .. OutOfFoldScores.Problems(CalibrationFolds),
    ];
}

namespace Mlops.Sdk.Extensibility;

/// <summary>What fitting a step gives.</summary>
/// <param name="Fitted">The fitted step.</param>
/// <param name="TrainingOutput">What the stages after it see while training; null stands for the fitted step applied to the training data.</param>
public sealed record StepFit(FittedStep Fitted, Dataset? TrainingOutput = null)
{
    internal StepFit Completed(Dataset train, CancellationToken cancellationToken) =>
        TrainingOutput is null ? this with { TrainingOutput = Fitted.Transform(train, cancellationToken) } : this;
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Leaves out of training the rows that lie far from the others by all of their columns together. Nothing is left out when the model scores.</summary>
/// <remarks>Scores and threshold as in <see cref="OutlierDetector"/>. Never removes every row, nor every row of a class: what would be emptied is kept whole, and a finding says so.</remarks>
public sealed class DetectedOutlierRemover : Resampler<DetectedOutlierOptions>
{
    private readonly OutlierDetector _detector;

    /// <summary>A remover.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <param name="kinds">Methods of your own, by their kinds.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a method is neither built in nor among the kinds.</exception>
    public DetectedOutlierRemover(DetectedOutlierOptions? options = null, MethodKinds<DetectionMethod>? kinds = null)
        : base(options, MethodKinds<DetectionMethod>.TypeOf(kinds, PreparationJson.Default.DetectedOutlierOptions)) =>
        _detector = new OutlierDetector(Options.Detector with { AddFlag = true }, kinds);

    /// <inheritdoc/>
    public override string Kind => "remove_detected_outliers";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        DetectionSpace.Choose(Options.Detector, input, problems);
        return input;
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        StepFit fit = _detector.FitTransform(train, context.Run, context.CancellationToken);
        var detector = (FittedOutlierDetector)fit.Fitted;
        var flags = (FlagColumn)fit.TrainingOutput![detector.FlagName!];
        bool[] outside = flags.Values.ToArray();
        string[] spared = RowRemoval.Spare(train, outside);
        int[] kept = [.. Enumerable.Range(0, outside.Length).Where(row => !outside[row])];
        return new Resampled(kept.Length == train.RowCount ? train : train.Take(kept), new DetectedOutlierReport(detector.State, train.RowCount - kept.Length, spared));
    }
}

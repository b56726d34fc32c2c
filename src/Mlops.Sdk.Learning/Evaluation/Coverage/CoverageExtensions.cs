namespace Mlops.Sdk;

/// <summary>Judges what post-steps add to predictions: sets, intervals, abstentions.</summary>
public static class CoverageExtensions
{
    /// <summary>How often the sets or intervals of predictions hold the truth, how large they are, and how right the rows are that the model does not abstain from.</summary>
    /// <param name="predictions">Predictions of a model with <c>Conformalize()</c> or <c>Abstain()</c>.</param>
    /// <param name="test">The labelled rows that they were made of. Rows without a label are left out.</param>
    /// <exception cref="ArgumentException">The predictions have neither sets, nor intervals, nor abstentions.</exception>
    public static CoverageReport EvaluateCoverage(this Predictions predictions, Dataset test)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(test);
        return CoverageJudge.Run(predictions, MetricData.Create(predictions, test));
    }
}

namespace Mlops.Sdk;

/// <summary>The pipeline verb for class balance.</summary>
public static class RebalanceExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Balances the classes of the training rows, and behind the trainer calibration and decision, learnt in five folds of rows as they come, which costs five more fits; <see cref="Pipeline.WithCalibrationFraction"/> keeps a part of the rows for it instead.
        /// Without options no row and no weight is changed: only the decision is tuned. Calibrate and TuneThreshold, where they are added, take the place of these.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline Rebalance(RebalanceOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new Rebalancer(options));
        }
    }
}

namespace Mlops.Sdk;

/// <summary>The pipeline verb for class balance.</summary>
public static class RebalanceExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Balances the classes of the training rows. Nothing happens when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline Rebalance(RebalanceOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new Rebalancer(options));
        }
    }
}

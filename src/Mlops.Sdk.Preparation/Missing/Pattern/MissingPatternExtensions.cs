namespace Mlops.Sdk;

/// <summary>The pattern of missing values of a dataset.</summary>
public static class MissingPatternExtensions
{
    extension(Dataset data)
    {
        /// <summary>Which columns go missing together, in which patterns, and whether that a value is missing tells the label.</summary>
        /// <remarks>
        /// For one table in memory, before it is prepared. A profile of package Mlops.Sdk.Profiling counts pairs of columns too, but batch by batch in a summary that merges, so it tells no whole rows, no tests, and nothing of the label.
        /// Both count by the kernels <c>RowBits</c> and <c>BitAssociation</c>.
        /// </remarks>
        /// <param name="options">The options; the defaults when null.</param>
        /// <param name="cancellationToken">Honoured within about 100 ms.</param>
        /// <exception cref="SchemaMismatchException">A named column is not in the data.</exception>
        public MissingPatternReport ProfileMissing(MissingPatternOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(data);
            return MissingPatternAnalysis.Run(data, options ?? new MissingPatternOptions(), cancellationToken);
        }
    }
}

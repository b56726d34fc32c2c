namespace Mlops.Sdk;

/// <summary>The pipeline verbs for missing values.</summary>
public static class MissingExtensions
{
    extension(Pipeline pipeline)
    {
        /// <summary>Fills missing values with what is learnt from the training data, and marks where they were.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline ImputeMissing(MissingOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new MissingImputer(options));
        }

        /// <summary>Drops the columns that are missing in too many training rows, in any data from then on.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline DropMissingColumns(MissingColumnOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new MissingColumnDropper(options));
        }

        /// <summary>Leaves out of training the rows in which too much is missing, and those without a label. Nothing is left out when the model scores.</summary>
        /// <param name="options">The options; the defaults when null.</param>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public Pipeline DropMissingRows(MissingRowOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return pipeline.Add(new MissingRowRemover(options));
        }
    }
}

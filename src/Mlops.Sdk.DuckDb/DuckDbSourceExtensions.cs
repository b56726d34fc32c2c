namespace Mlops.Sdk;

/// <summary>Parquet out of sources, and joins by time.</summary>
public static class DuckDbSourceExtensions
{
    extension(DataSource source)
    {
        /// <summary>Writes all rows of a source as one Parquet file, batch by batch.</summary>
        /// <param name="path">The file. An older one is replaced when the new one is whole; folders are made.</param>
        /// <param name="options">Compression, row groups, unit of times.</param>
        /// <param name="cancellationToken">Stops within about 100 ms, and leaves the older file.</param>
        public void SaveParquet(string path, ParquetOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(source);
            ParquetWriter.Write(source, path, options ?? new ParquetOptions(), cancellationToken);
        }

        /// <summary>Joins to every row of labels the last row of features of its key that was known at its time, and never a later one: what a model would have seen then.</summary>
        /// <remarks>The rows and columns of the labels come as they are and in their order, then the features without keys and time. Where nothing was known, the features are missing. Of several rows of one key and time the last one given counts.
        /// A label without a time and a row of features without one match nothing. Each pass reads both sides once; the features are sorted, in memory or in temporary files.</remarks>
        /// <param name="features">Rows of features with their keys and times.</param>
        /// <param name="options">Keys, times, delay, tolerance.</param>
        /// <exception cref="ArgumentException">A column is not there or of the wrong type, or both sides have one of the same name.</exception>
        public DuckDbSource JoinAsOf(DataSource features, AsOfOptions options)
        {
            ArgumentNullException.ThrowIfNull(source);
            ArgumentNullException.ThrowIfNull(features);
            ArgumentNullException.ThrowIfNull(options);
            return AsOfJoin.Create(source, features, options);
        }
    }
}

namespace Mlops.Sdk;

/// <summary>Parquet in and out of datasets, and joins by time.</summary>
public static class DuckDbExtensions
{
    extension(Dataset data)
    {
        /// <summary>Reads Parquet files into memory.</summary>
        /// <param name="pathOrGlob">A file, or a pattern with <c>*</c>, <c>?</c>, <c>[a-z]</c> and <c>**</c> for folders.</param>
        /// <param name="options">Roles, types, columns, threads.</param>
        /// <param name="cancellationToken">Stops within about 100 ms.</param>
        /// <exception cref="MlopsException">A file is not there or damaged, or a value does not fit (MLO16xx).</exception>
        /// <exception cref="ArgumentException">The options name a column that is not there.</exception>
        public static Dataset FromParquet(string pathOrGlob, DuckDbOptions? options = null, CancellationToken cancellationToken = default) =>
            DuckDbSource.FromParquet(pathOrGlob, options, cancellationToken).ToDataset(cancellationToken);

        /// <summary>Writes a Parquet file: numbers as DOUBLE, integers as INT64, flags as BOOLEAN, times as TIMESTAMP, categories and texts as strings, missing as NULL; roles and levels in the footer. <c>Dataset.FromParquet</c> gives every value back, but for the sign of a zero.</summary>
        /// <param name="path">The file. An older one is replaced when the new one is whole; folders are made.</param>
        /// <param name="options">Compression and row groups.</param>
        /// <param name="cancellationToken">Stops within about 100 ms, and leaves the older file.</param>
        /// <exception cref="MlopsException">MLO1609: a text is not valid UTF-8, or a time has a digit of 100 nanoseconds and another is too far for nanoseconds.</exception>
        public void SaveParquet(string path, ParquetOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(data);
            options ??= new ParquetOptions();
            ParquetWriter.Write(data.AsSource(), path, options with { Nanoseconds = options.Nanoseconds ?? (ParquetWriter.NeedsNanoseconds(data) ? true : null) }, cancellationToken);
        }

        /// <summary>Joins to every row the last row of features of its key that was known at its time, and never a later one; see <see cref="DuckDbSourceExtensions.JoinAsOf(DataSource, DataSource, AsOfOptions)"/>.</summary>
        /// <param name="features">Rows of features with their keys and times.</param>
        /// <param name="options">Keys, times, delay, tolerance.</param>
        /// <param name="cancellationToken">Stops within about 100 ms.</param>
        /// <exception cref="ArgumentException">A column is not there or of the wrong type, or both sides have one of the same name.</exception>
        public Dataset JoinAsOf(Dataset features, AsOfOptions options, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(data);
            ArgumentNullException.ThrowIfNull(features);
            return data.AsSource().JoinAsOf(features.AsSource(), options).ToDataset(cancellationToken);
        }
    }
}

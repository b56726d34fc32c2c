namespace Mlops.Sdk;

/// <summary>What a profile knows because of what columns are for: weights, time, components of vectors.</summary>
/// <param name="Weights">Rows that count more or less, if any.</param>
/// <param name="Series">Rows in time, if any.</param>
/// <param name="Vectors">Vectors, if any.</param>
/// <param name="Sample">A sample of rows, where it is asked for.</param>
/// <param name="Sensitive">Columns known to tell of persons, as in a part of a table; null for none.</param>
/// <param name="Metrics">Numbers of the caller's own.</param>
internal sealed record ProfileModes(RowWeights? Weights, TableSeries? Series, VectorRows? Vectors, Func<SampledRows> Sample, IReadOnlyCollection<string>? Sensitive, MetricRows Metrics);

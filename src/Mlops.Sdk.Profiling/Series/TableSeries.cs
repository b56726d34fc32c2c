namespace Mlops.Sdk;

/// <summary>The table in time, with what is drawn of it.</summary>
/// <param name="Profile">What is told.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Rows">How many rows each step has.</param>
/// <param name="LongestGapAt">The step at which the longest gap begins; -1 without a gap.</param>
/// <param name="Lines">For each column that is told, its mean at every step; NaN where there is none.</param>
internal sealed record TableSeries(SeriesProfile Profile, TimeSteps Steps, long[] Rows, int LongestGapAt, IReadOnlyDictionary<string, double[]> Lines);

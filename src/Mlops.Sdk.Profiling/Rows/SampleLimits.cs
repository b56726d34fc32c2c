namespace Mlops.Sdk;

/// <summary>How many rows are kept of a table. Options out of range are told here.</summary>
/// <param name="Whole">Up to so many rows all are kept.</param>
/// <param name="Sampled">Of more rows, so many are kept.</param>
internal readonly record struct SampleLimits(int Whole, int Sampled)
{
    private const int LeastRows = 100;

    public static SampleLimits Of(ProfileOptions options, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleRows, LeastRows);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SampleCells);
        ArgumentOutOfRangeException.ThrowIfNegative(options.AssociationColumns);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Associations);
        int most = (int)Math.Clamp(options.SampleCells / Math.Max(1, columns), LeastRows, int.MaxValue);
        return new SampleLimits(Math.Min(options.Summary.ExactValues, most), Math.Min(options.SampleRows, Math.Max(LeastRows, most / 2)));
    }
}

namespace Mlops.Sdk;

/// <summary>How a table is profiled by segment.</summary>
public sealed record SegmentOptions
{
    /// <summary>How each segment and the whole are profiled. Of a source, columns are exact up to 20,000 values of a segment rather than <see cref="DatasetSummaryOptions.ExactValues"/>, where that is more.</summary>
    /// <value>A profile of <see cref="ProfileDetail.Standard"/>.</value>
    public ProfileOptions Profile { get; init; } = new() { Detail = ProfileDetail.Standard };

    /// <summary>How many segments are told, those with most rows; all other rows are one more, the rest. 1 to 200.</summary>
    /// <value>20.</value>
    public int Segments { get; init; } = 20;

    /// <summary>Segments with fewer rows are not compared; nor are columns of which a segment, or all others together, have fewer values.</summary>
    /// <value>30.</value>
    public int LeastRows { get; init; } = 30;

    /// <summary>The probability of telling any difference of a table whose segments are drawn at random: p-values are multiplied by the number of comparisons (Bonferroni).</summary>
    /// <value>0.01.</value>
    public double Level { get; init; } = 0.01;

    /// <summary>How far a share (missing, of a level) has to be from that of all other rows to be told.</summary>
    /// <value>0.05.</value>
    public double ShareDifference { get; init; } = 0.05;

    /// <summary>How far a mean has to be from that of all other rows to be told, in standard deviations of the whole.</summary>
    /// <value>0.2.</value>
    public double MeanDifference { get; init; } = 0.2;

    internal void Check()
    {
        if (Segments is < 1 or > 200) throw new ArgumentOutOfRangeException(nameof(Segments), Segments, "Segments are 1 to 200.");
        if (!(Level > 0 && Level < 1)) throw new ArgumentOutOfRangeException(nameof(Level), Level, "A level lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastRows, 2, nameof(LeastRows));
    }
}

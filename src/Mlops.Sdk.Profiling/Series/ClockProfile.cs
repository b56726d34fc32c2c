namespace Mlops.Sdk;

/// <summary>When the rows of a table were observed.</summary>
/// <param name="Column">The column of role <see cref="ColumnRole.Time"/>.</param>
/// <param name="Group">The column of role <see cref="ColumnRole.Group"/>, if any: a moment may then occur once in each group, and a step holds the mean of all of them.</param>
/// <param name="Moments">How many different moments there are; beyond 10,000 how many bins hold any.</param>
/// <param name="Step">The expected distance of two moments in words, such as <c>1 hour</c>, <c>1 month</c> or <c>business day</c>; a number for a time column of whole numbers.</param>
/// <param name="Steps">How many steps there are from the first moment to the last.</param>
/// <param name="MissingSteps">How many of them have no row.</param>
/// <param name="LongestGap">The longest run of steps without a row.</param>
/// <param name="RegularShare">The share of the distances between neighbouring moments that is a multiple of the step within a twentieth of it; where less than half are one step, the share of those that are. NaN for bins of more than 10,000 moments.</param>
/// <param name="RepeatedRows">Rows whose moment (and group) an earlier row had.</param>
/// <param name="RepeatedBound">How far that number may be off by three standard errors; 0 where it is exact.</param>
/// <param name="IsBinned">Whether the steps are bins of a width that was chosen to hold the whole in 10,000 steps, rather than the moments themselves.</param>
public sealed record ClockProfile(string Column, string? Group, long Moments, string Step, int Steps, int MissingSteps, int LongestGap, double RegularShare, double RepeatedRows, double RepeatedBound, bool IsBinned)
{
    /// <summary>How many groups there are, at most 4,096: of more, those with the least hashes are looked at. 0 without groups.</summary>
    public int Groups { get; init; }

    /// <summary>The share of the steps between the first and the last row of each group in which it has no row, all groups together, if no group has a moment twice (a lower bound where some do); NaN without groups and where steps are bins.</summary>
    public double GroupMissingShare { get; init; } = double.NaN;

    /// <summary>The share of the steps without a row, 0 to 1.</summary>
    public double MissingShare => Steps == 0 ? 0 : (double)MissingSteps / Steps;
}

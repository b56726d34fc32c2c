using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What one column does in time. A step holds the mean of its rows.</summary>
public sealed record SeriesColumn
{
    internal SeriesColumn()
    {
    }

    /// <summary>The name of the column.</summary>
    public required string Name { get; init; }

    /// <summary>How many steps have a value.</summary>
    public required int Steps { get; init; }

    /// <summary>The autocorrelation at the lags from 0 on; steps without a value are left out pair by pair. NaN for a constant.</summary>
    public ImmutableArray<double> Autocorrelation { get; init; } = [];

    /// <summary>The partial autocorrelation at the lags from 0 on.</summary>
    public ImmutableArray<double> PartialAutocorrelation { get; init; } = [];

    /// <summary>Within this distance of 0 lie 95 % of the autocorrelations of a series without memory: 1.96 over the root of the steps.</summary>
    public double AutocorrelationBound { get; init; }

    /// <summary>The p-value of Ljung and Box that the series has no memory up to a tenth of its steps, at most 10; NaN where it cannot be told.</summary>
    public double MemoryPValue { get; init; }

    /// <summary>The periods found, known ones of the calendar first.</summary>
    public ImmutableArray<SeriesSeason> Seasons { get; init; } = [];

    /// <summary>The change from the first step to the last along the line of Theil and Sen, in standard deviations of the series; NaN where it cannot be told.</summary>
    public double TrendChange { get; init; }

    /// <summary>The p-value of Mann and Kendall, with allowance for memory, that there is no trend.</summary>
    public double TrendPValue { get; init; }

    /// <summary>Whether it stays.</summary>
    public Stationarity Stationarity { get; init; }

    /// <summary>The p-value of the augmented test of Dickey and Fuller around a line: small where the series stays.</summary>
    public double UnitRootPValue { get; init; }

    /// <summary>The p-value of the KPSS test around a line: small where the series wanders; within 0.01 and 0.1.</summary>
    public double StationarityPValue { get; init; }

    /// <summary>The p-value that the level does not change once for good.</summary>
    public double LevelPValue { get; init; }

    /// <summary>The step from which on the level is another, from 0; -1 where it cannot be told.</summary>
    public int LevelStep { get; init; } = -1;

    /// <summary>By how much the level changes there, in standard deviations around the two levels.</summary>
    public double LevelChange { get; init; }

    /// <summary>Whether a change of level tells more of the series than a straight line does.</summary>
    internal bool IsStepLike { get; init; }
}

namespace Mlops.Sdk;

/// <summary>From where on a difference of two profiles is a finding. A difference must pass its threshold here and what chance makes of two samples of the same rows (<see cref="FalseAlarmRate"/>).</summary>
public sealed record ProfileComparisonOptions
{
    /// <summary>What the first profile is called in the report.</summary>
    /// <value><c>before</c>.</value>
    public string BeforeName { get; init; } = "before";

    /// <summary>What the second profile is called in the report.</summary>
    /// <value><c>after</c>.</value>
    public string AfterName { get; init; } = "after";

    /// <summary>The chance that two samples of the same rows, compared in all columns and measures, make any finding at all; above 0 and below 1. It is shared out evenly among the measures.</summary>
    /// <value>0.01.</value>
    public double FalseAlarmRate { get; init; } = 0.01;

    /// <summary>CMP010: one profile has at least this many times the rows of the other. Infinity never tells it, as suits a training and a test part.</summary>
    /// <value>2.</value>
    public double RowRatio { get; init; } = 2;

    /// <summary>CMP011: the share of rows that repeat an earlier one differs by at least this, the different numbers of rows allowed for.</summary>
    /// <value>0.02.</value>
    public double RepeatedChange { get; init; } = 0.02;

    /// <summary>CMP012: a finding that the first profile did not have lies this much past its own threshold, as a share of the threshold. What lies closer may come and go by chance.</summary>
    /// <value>0.25.</value>
    public double FindingMargin { get; init; } = 0.25;

    /// <summary>CMP020: the share of missing rows differs by at least this.</summary>
    /// <value>0.01.</value>
    public double MissingChange { get; init; } = 0.01;

    /// <summary>CMP021: the number of different values differs by at least this share, the different numbers of rows allowed for.</summary>
    /// <value>0.25.</value>
    public double DistinctChange { get; init; } = 0.25;

    /// <summary>CMP030: the mean differs by at least this many standard deviations of the first profile.</summary>
    /// <value>0.1.</value>
    public double MeanShift { get; init; } = 0.1;

    /// <summary>CMP031: one standard deviation is at least this many times the other.</summary>
    /// <value>1.25.</value>
    public double SpreadRatio { get; init; } = 1.25;

    /// <summary>CMP032: at least this share of the numbers lies outside the range of the first profile.</summary>
    /// <value>0.0001.</value>
    public double OutsideShare { get; init; } = 0.0001;

    /// <summary>CMP033: the share of zeros differs by at least this.</summary>
    /// <value>0.05.</value>
    public double ZeroChange { get; init; } = 0.05;

    /// <summary>CMP034: the Kolmogorov-Smirnov distance is at least this: so large a share of the rows lies elsewhere.</summary>
    /// <value>0.05.</value>
    public double DistributionChange { get; init; } = 0.05;

    /// <summary>CMP040: at least this share of the rows has a value that the first profile does not have.</summary>
    /// <value>0.0001.</value>
    public double NewShare { get; init; } = 0.0001;

    /// <summary>CMP041: the values that are gone had at least this share of the rows.</summary>
    /// <value>0.001.</value>
    public double VanishedShare { get; init; } = 0.001;

    /// <summary>CMP042: the share of one value differs by at least this (the L-infinity distance).</summary>
    /// <value>0.05.</value>
    public double ValueShareChange { get; init; } = 0.05;

    /// <summary>CMP043: the population stability index of the values is at least this.</summary>
    /// <value>0.1.</value>
    public double StabilityIndex { get; init; } = 0.1;

    /// <summary>CMP050: the share of the texts that fits the semantic type of the first profile differs by at least this.</summary>
    /// <value>0.05.</value>
    public double TypeShareChange { get; init; } = 0.05;

    /// <summary>CMP051: the mean length of the texts differs by at least this many standard deviations of the first profile.</summary>
    /// <value>0.2.</value>
    public double LengthShift { get; init; } = 0.2;

    /// <summary>Findings that somebody knows of and lives with: shown as accepted, for information.</summary>
    /// <value>None.</value>
    public AcceptedFindings Accepted { get; init; } = new();

    /// <summary>Codes of findings that are not to be reported, such as <c>CMP010</c>.</summary>
    /// <value>None.</value>
    public ValueList<string> Silent { get; init; } = [];

    internal void Check()
    {
        if (!(FalseAlarmRate > 0 && FalseAlarmRate < 1)) throw new ArgumentException(FormattableString.Invariant($"FalseAlarmRate is {FalseAlarmRate}; it lies above 0 and below 1."), "options");
        if (!(RowRatio >= 1) || !(SpreadRatio >= 1)) throw new ArgumentException(FormattableString.Invariant($"RowRatio is {RowRatio} and SpreadRatio {SpreadRatio}; a ratio is 1 or more."), "options");
        foreach ((string name, double value) in ((string, double)[])
        [
            (nameof(RepeatedChange), RepeatedChange), (nameof(FindingMargin), FindingMargin), (nameof(MissingChange), MissingChange), (nameof(DistinctChange), DistinctChange), (nameof(MeanShift), MeanShift), (nameof(OutsideShare), OutsideShare),
            (nameof(ZeroChange), ZeroChange), (nameof(DistributionChange), DistributionChange), (nameof(NewShare), NewShare), (nameof(VanishedShare), VanishedShare), (nameof(ValueShareChange), ValueShareChange),
            (nameof(StabilityIndex), StabilityIndex), (nameof(TypeShareChange), TypeShareChange), (nameof(LengthShift), LengthShift),
        ])
            if (!(value >= 0)) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it is 0 or more."), "options");
    }
}

using System.Text.Json.Serialization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>From which score on a row is an outlier. Learnt once from training rows; a row is flagged when its score is greater.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(ContaminationThreshold), "contamination")]
[JsonDerivedType(typeof(MadThreshold), "mad")]
[JsonDerivedType(typeof(TailThreshold), "tail_fit")]
[JsonDerivedType(typeof(FalseAlarmThreshold), "false_alarm_rate")]
[JsonDerivedType(typeof(EsdThreshold), "esd")]
public abstract record OutlierThreshold
{
    private protected OutlierThreshold()
    {
    }

    /// <summary>A share of the training rows is taken to be outliers, those of the highest scores.</summary>
    /// <param name="share">The share, above 0 and at most 0.5.</param>
    public static OutlierThreshold Contamination(double share) => new ContaminationThreshold(share);

    /// <summary>The median score and a number of robust standard deviations (1.4826 MAD) more. Asks for no share; where half of the scores are equal, standard deviations from the mean.</summary>
    /// <param name="deviations">How many.</param>
    public static OutlierThreshold Mad(double deviations = 3.5) => new MadThreshold(deviations);

    /// <summary>The score that a usual row would exceed with a small probability, by a generalized Pareto distribution fitted to the tail of the training scores (<see cref="ParetoTail"/>). With too few rows for a tail, the greatest training score.</summary>
    /// <param name="probability">The probability, above 0 and below the share of the tail; it may be far less than one in the number of rows.</param>
    /// <param name="tailFraction">The share of the training rows that makes the tail.</param>
    public static OutlierThreshold TailFit(double probability = 0.001, double tailFraction = 0.1) => new TailThreshold(probability, tailFraction);

    /// <summary>The score that a row like the training rows exceeds with at most a probability, whatever scores are distributed like: some training rows are held out of the fit, and their scores say how high usual ones come (<see cref="ConformalQuantile"/>).</summary>
    /// <param name="rate">The probability, above 0 and below 1.</param>
    /// <param name="heldOutFraction">The share of the training rows held out, above 0 and below 1. A rate of 0.01 needs 99 of them, whatever their share.</param>
    public static OutlierThreshold FalseAlarmRate(double rate = 0.01, double heldOutFraction = 0.25) => new FalseAlarmThreshold(rate, heldOutFraction);

    /// <summary>The upper end of Grubbs' fence of what is left when the generalized extreme Studentized deviate test has taken its outliers out of the training scores (<see cref="Fences.ExtremeDeviateInPlace"/>). For scores near a normal distribution; flags nothing where what is left has no spread, or where squares of scores overflow (beyond 1e150, as of infinite values).</summary>
    /// <param name="maximumOutliers">How many outliers to look for at most, at least 1. Time: the training rows for each.</param>
    /// <param name="significance">How likely it finds any in a normal sample, above 0 and below 1.</param>
    public static OutlierThreshold Esd(int maximumOutliers = 10, double significance = 0.05) => new EsdThreshold(maximumOutliers, significance);

    /// <summary>The name, for people.</summary>
    internal abstract string Name { get; }

    /// <summary>The share of the training rows that must not be learnt from.</summary>
    internal virtual double HeldOut => 0;

    /// <summary>The score beyond which a row is an outlier.</summary>
    /// <param name="scores">Scores of training rows: of those held out, where there are such.</param>
    internal abstract double CutoffOf(double[] scores);
}

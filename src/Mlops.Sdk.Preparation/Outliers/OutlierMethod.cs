using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How the fence of a column is learnt from its finite values. A column in which the measure of spread is 0 gets no fence: everything but its usual value would lie outside.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(IqrMethod), "iqr")]
[JsonDerivedType(typeof(ZScoreMethod), "z_score")]
[JsonDerivedType(typeof(MadMethod), "mad")]
[JsonDerivedType(typeof(PercentileMethod), "percentile")]
[JsonDerivedType(typeof(WinsorMethod), "winsor")]
[JsonDerivedType(typeof(AdjustedBoxMethod), "adjusted_boxplot")]
[JsonDerivedType(typeof(GrubbsMethod), "grubbs")]
[JsonDerivedType(typeof(EsdMethod), "esd")]
[JsonDerivedType(typeof(BoundsMethod), "bounds")]
[JsonDerivedType(typeof(CustomMethod), "custom")]
public abstract record OutlierMethod
{
    /// <summary>A method. One of your own derives from this type, and is given to a step with the kind it is registered by (<see cref="MethodKinds{TMethod}"/>); what it learns is kept in the model like any other fence.</summary>
    protected OutlierMethod()
    {
    }

    /// <summary>Tukey's fences: the quartiles (type 7), extended by a multiple of their distance. Needs no shape of the data; none where half of the values are equal.</summary>
    /// <param name="fence">The multiple: 1.5 for outside, 3 for far out.</param>
    public static OutlierMethod Iqr(double fence = 1.5) => new IqrMethod(fence);

    /// <summary>The mean and a number of population standard deviations to each side. For data near a normal distribution; extreme values widen their own fence.</summary>
    /// <param name="threshold">How many standard deviations.</param>
    public static OutlierMethod ZScore(double threshold = 3) => new ZScoreMethod(threshold);

    /// <summary>The median and the modified z-score 0.6745 |x - median| / MAD (Iglewicz and Hoaglin 1993). Half of the values may be wrong without moving it.</summary>
    /// <param name="threshold">The score beyond which a value is an outlier.</param>
    public static OutlierMethod Mad(double threshold = 3.5) => new MadMethod(threshold);

    /// <summary>Quantiles (type 7): a fixed share of the training values lies outside, outliers or not.</summary>
    /// <param name="low">The share below the fence, 0 to 1.</param>
    /// <param name="high">The share up to the upper end, above <paramref name="low"/>.</param>
    public static OutlierMethod Percentile(double low = 0.01, double high = 0.99) => new PercentileMethod(low, high);

    /// <summary>The values that are left when so many at each end are replaced by them: as <see cref="Percentile"/>, by count (SciPy's <c>mstats.winsorize</c>).</summary>
    /// <param name="fraction">The share at each end, 0 to below 0.5.</param>
    public static OutlierMethod Winsor(double fraction = 0.05) => new WinsorMethod(fraction);

    /// <summary>Tukey's fences bent by the medcouple, so that the long tail of a skewed column is not all outliers (Hubert and Vandervieren 2008). None where half of the values are equal. Expected time n log n.</summary>
    /// <param name="fence">The multiple of the distance of the quartiles.</param>
    public static OutlierMethod AdjustedBoxplot(double fence = 1.5) => new AdjustedBoxMethod(fence);

    /// <summary>How far from the mean the farthest value of a normal sample of this size may lie (Grubbs 1969). Extreme values widen their own fence: for one outlier; <see cref="Esd"/> for several.</summary>
    /// <param name="significance">How likely the fence of a normal sample has a value outside.</param>
    public static OutlierMethod Grubbs(double significance = 0.05) => new GrubbsMethod(significance);

    /// <summary>Grubbs' fence of what is left when the generalized extreme Studentized deviate test has taken its outliers out (Rosner 1983). For data near a normal distribution.</summary>
    /// <param name="maximumOutliers">How many outliers to look for at most, at least 1.</param>
    /// <param name="significance">How likely it finds any in a normal sample.</param>
    public static OutlierMethod Esd(int maximumOutliers = 10, double significance = 0.05) => new EsdMethod(maximumOutliers, significance);

    /// <summary>Limits that are known of the domain, such as 0 to 120 for an age; nothing is learnt. For columns of different limits take a step for each.</summary>
    /// <param name="low">The least value that can be; none by default.</param>
    /// <param name="high">The greatest value that can be; none by default.</param>
    public static OutlierMethod Bounds(double low = double.NegativeInfinity, double high = double.PositiveInfinity) => new BoundsMethod(low, high);

    /// <summary>A rule of your own. What it learns is kept in the model like any other fence; the rule itself is not, so options that are read from JSON have to be given it again.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="rule">Makes the fence of the finite training values of a column or group, in ascending order; NaN for none.</param>
    public static OutlierMethod Custom(string name, OutlierRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new CustomMethod(name) { Rule = rule };
    }

    /// <summary>The name, for people.</summary>
    protected internal abstract string Name { get; }

    /// <summary>Whether limits are given and not learnt: then a column without a finite value has them too.</summary>
    protected internal virtual bool IsGiven => false;

    /// <summary>What is wrong with its parameters, one sentence each.</summary>
    protected internal virtual IEnumerable<string> Problems() => [];

    /// <summary>Learns the fence of a column, or of one group of it.</summary>
    /// <param name="finite">The finite training values, in any order; at least one unless limits are given. May be overwritten.</param>
    /// <param name="box">Their least value, quartiles (type 7) and greatest value.</param>
    /// <returns>The least and the greatest value that lie within; NaN for no fence.</returns>
    protected internal abstract (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box);
}

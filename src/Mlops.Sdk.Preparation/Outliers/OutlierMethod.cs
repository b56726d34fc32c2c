using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How the fence of a column is learnt from its finite values. A column in which the measure of spread is 0 gets no fence: everything but its usual value would lie outside.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(IqrMethod), "iqr")]
[JsonDerivedType(typeof(ZScoreMethod), "z_score")]
[JsonDerivedType(typeof(MadMethod), "mad")]
public abstract record OutlierMethod
{
    private protected OutlierMethod()
    {
    }

    /// <summary>Tukey's fences: the quartiles (type 7), extended by a multiple of their distance. Needs no shape of the data; none where half of the values are equal.</summary>
    /// <param name="fence">The multiple: 1.5 for outside, 3 for far out.</param>
    public static OutlierMethod Iqr(double fence = 1.5) => new IqrMethod(Positive(fence, nameof(fence)));

    /// <summary>The mean and a number of population standard deviations to each side. For data near a normal distribution; extreme values widen their own fence.</summary>
    /// <param name="threshold">How many standard deviations.</param>
    public static OutlierMethod ZScore(double threshold = 3) => new ZScoreMethod(Positive(threshold, nameof(threshold)));

    /// <summary>The median and the modified z-score 0.6745 |x - median| / MAD (Iglewicz and Hoaglin 1993). Half of the values may be wrong without moving it.</summary>
    /// <param name="threshold">The score beyond which a value is an outlier.</param>
    public static OutlierMethod Mad(double threshold = 3.5) => new MadMethod(Positive(threshold, nameof(threshold)));

    /// <summary>The name, for people.</summary>
    internal abstract string Name { get; }

    /// <summary>The fence, NaN where there is none.</summary>
    /// <param name="finite">The finite values, which may be overwritten.</param>
    /// <param name="box">Their least value, quartiles and greatest value.</param>
    internal abstract (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box);

    private static double Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, "A fence is finite and above 0.");
        return value;
    }
}

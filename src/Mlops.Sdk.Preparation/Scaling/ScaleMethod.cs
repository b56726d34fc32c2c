using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How a column of numbers is scaled. What is learnt of the training data is applied to any row; values beyond it go on in the same way unless the method says otherwise.</summary>
/// <remarks>
/// Missing and NaN stay so. Infinite values are not learnt from. A column without two different numbers is moved and not stretched, and a finding says so. With a column of weights, rows of weight 0 are not learnt from, and means, deviations, quantiles and
/// likelihoods are weighted.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(StandardScaling), "standard")]
[JsonDerivedType(typeof(RobustScaling), "robust")]
[JsonDerivedType(typeof(MinMaxScaling), "min_max")]
[JsonDerivedType(typeof(MaxAbsScaling), "max_abs")]
[JsonDerivedType(typeof(QuantileScaling), "quantile")]
[JsonDerivedType(typeof(YeoJohnsonScaling), "yeo_johnson")]
[JsonDerivedType(typeof(Log1pScaling), "log1p")]
public abstract record ScaleMethod
{
    private protected ScaleMethod()
    {
    }

    /// <summary>(x - mean) / standard deviation, that of the population. For linear models, nearest neighbours and everything that sums over columns; follows outliers. As <c>StandardScaler</c> of scikit-learn. Infinite stays infinite.</summary>
    public static ScaleMethod Standard { get; } = new StandardScaling();

    /// <summary>(x - median) / (distance of two quantiles), so that outliers do not decide. As <c>RobustScaler</c>. A column whose two quantiles are equal is moved and not stretched. Infinite stays infinite.</summary>
    /// <param name="lower">The share of the lower quantile, at least 0.</param>
    /// <param name="upper">The share of the upper, above the lower and at most 1.</param>
    public static ScaleMethod Robust(double lower = 0.25, double upper = 0.75) => new RobustScaling(lower, upper);

    /// <summary>The least value to <paramref name="low"/>, the greatest to <paramref name="high"/>. As <c>MinMaxScaler</c>. A constant becomes <paramref name="low"/>. Infinite stays infinite, or becomes an end when clipped.</summary>
    /// <param name="low">Where the least value goes.</param>
    /// <param name="high">Where the greatest goes; above.</param>
    /// <param name="clip">Whether values beyond those of the training data are cut to the ends.</param>
    public static ScaleMethod MinMax(double low = 0, double high = 1, bool clip = false) => new MinMaxScaling(low, high, clip);

    /// <summary>x / the greatest |x|, so that 0 stays 0. As <c>MaxAbsScaler</c>. Infinite stays infinite.</summary>
    public static ScaleMethod MaxAbs { get; } = new MaxAbsScaling();

    /// <summary>Where the value stands among quantiles of the training data, as a share or as the normal number of that share: any shape becomes uniform or normal. As <c>QuantileTransformer</c>, with all rows. Values beyond the training data get its ends: 0 and 1, or -5.2 and 5.2; so do infinite ones.</summary>
    /// <param name="output">The shape.</param>
    /// <param name="quantiles">How many, 2 to 10,000; no more than there are numbers are kept.</param>
    public static ScaleMethod Quantile(QuantileOutput output = QuantileOutput.Uniform, int quantiles = 1000) => new QuantileScaling(output, quantiles);

    /// <summary>The power transformation of Yeo and Johnson (2000) with the λ of greatest likelihood, then mean 0 and standard deviation 1: takes the skew out of numbers of any sign. As <c>PowerTransformer</c>. Infinite becomes the limit of the power, which may be finite.</summary>
    /// <param name="standardize">Whether mean and deviation are made 0 and 1 afterwards.</param>
    public static ScaleMethod YeoJohnson(bool standardize = true) => new YeoJohnsonScaling(standardize);

    /// <summary>log(1 + x) from 0 on, and -log(1 - x) below, so that every number has one. Learns nothing. Infinite stays infinite.</summary>
    public static ScaleMethod Log1p { get; } = new Log1pScaling();

    /// <summary>Whether it learns from mean and deviation.</summary>
    [JsonIgnore]
    internal virtual bool NeedsMoments => false;

    /// <summary>Learns the scale of one column.</summary>
    /// <param name="sample">Its finite numbers, at least one.</param>
    internal abstract ColumnScale Learn(ScalingSample sample);
}

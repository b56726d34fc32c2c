namespace Mlops.Sdk;

/// <summary>What happens to a value outside its fence.</summary>
public enum OutlierAction
{
    /// <summary>It becomes the fence. Integers stay integers: the fence is rounded inwards.</summary>
    Cap,

    /// <summary>It becomes missing, for an imputer after this step to fill.</summary>
    MarkMissing,

    /// <summary>It stays; with <see cref="OutlierOptions.AddFlags"/> it is only marked.</summary>
    Keep,

    /// <summary>It becomes what <see cref="OutlierOptions.Replacement"/> says.</summary>
    Custom,

    /// <summary>Every value of the column becomes its logarithm, so that far values come nearer. Refused where a training value is 0 or less; a later value below the least training value counts as that.</summary>
    TransformLog,

    /// <summary>Every value of the column, of any sign, becomes its power by Yeo and Johnson (2000), then mean 0 and standard deviation 1, as <see cref="ScaleMethod.YeoJohnson"/>.</summary>
    TransformYeoJohnson,

    /// <summary>Every value of the column is brought to its distance from the median in units of the distance of the quartiles, as <see cref="ScaleMethod.Robust"/>: far values stay far, and do not decide the scale of the others.</summary>
    TransformRobustScale,
}

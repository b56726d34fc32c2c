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
}

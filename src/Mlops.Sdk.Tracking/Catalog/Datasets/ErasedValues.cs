namespace Mlops.Sdk;

/// <summary>What becomes of data that was erased, when it is registered again under any name.</summary>
public enum ErasedValues
{
    /// <summary>It is refused (MLO6108, MLO6121).</summary>
    Refuse = 0,

    /// <summary>It is taken, for it is other data that only looks the same; the version says so (<see cref="DatasetVersion.HoldsErased"/>), and the audit chain too.</summary>
    Flag = 1,
}

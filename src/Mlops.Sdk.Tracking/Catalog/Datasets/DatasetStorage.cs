namespace Mlops.Sdk;

/// <summary>Where the content of a dataset's version is kept.</summary>
public enum DatasetStorage
{
    /// <summary>In the workspace when it is small enough (<see cref="DatasetVersionOptions.StoreUpTo"/>), otherwise where it is.</summary>
    Auto = 0,

    /// <summary>In the workspace, as an artifact.</summary>
    Store = 1,

    /// <summary>Where it is (<see cref="DatasetVersionOptions.Location"/>).</summary>
    Reference = 2,
}

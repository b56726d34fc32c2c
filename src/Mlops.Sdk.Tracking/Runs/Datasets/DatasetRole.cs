namespace Mlops.Sdk;

/// <summary>What a dataset was to a run. The numbers are stored and never change.</summary>
public enum DatasetRole
{
    /// <summary>The run read it.</summary>
    Input = 0,

    /// <summary>The run made it.</summary>
    Output = 1,
}

namespace Mlops.Sdk;

/// <summary>How far a model version has come. The numbers are stored and never change.</summary>
public enum ModelStage
{
    /// <summary>Registered, and no more.</summary>
    None = 0,

    /// <summary>Being tried out.</summary>
    Staging = 1,

    /// <summary>In use.</summary>
    Production = 2,

    /// <summary>Out of use. No alias may point to it.</summary>
    Archived = 3,
}

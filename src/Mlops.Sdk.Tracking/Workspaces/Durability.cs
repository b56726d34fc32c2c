namespace Mlops.Sdk;

/// <summary>What an awaited write has survived when its task ends.</summary>
public enum Durability
{
    /// <summary>The death of the process. A power cut may take the last moments, never the consistency.</summary>
    ProcessDeath = 0,

    /// <summary>A power cut as well; every group of writes waits for the disk.</summary>
    PowerLoss = 1,
}

namespace Mlops.Sdk;

/// <summary>What a database role may do in a workspace.</summary>
public enum PostgreSqlAccess
{
    /// <summary>Read: search, compare, load models. No statement of the role can change anything.</summary>
    Read = 0,

    /// <summary>Read and write: start and log runs, set them aside, register versions, move aliases and stages. It cannot change or remove versions and histories, nor remove runs for ever.</summary>
    Write = 1,

    /// <summary>All that a writer may, and remove for ever what was set aside.</summary>
    Maintain = 2,
}

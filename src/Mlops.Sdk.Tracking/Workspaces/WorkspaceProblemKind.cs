namespace Mlops.Sdk;

/// <summary>Sorts of damage that <see cref="Workspace.VerifyAsync"/> can find.</summary>
public enum WorkspaceProblemKind
{
    /// <summary>An artifact that something refers to is not there.</summary>
    MissingArtifact = 0,

    /// <summary>An artifact does not match its hash.</summary>
    DamagedArtifact = 1,

    /// <summary>The database is damaged.</summary>
    DamagedDatabase = 2,

    /// <summary>A record refers to one that is not there.</summary>
    BrokenReference = 3,

    /// <summary>An artifact is encrypted with a key that was not given, so that nobody can tell whether it is sound.</summary>
    LockedArtifact = 4,

    /// <summary>An entry of the audit chain was changed, taken out or put in.</summary>
    BrokenAuditChain = 5,
}

namespace Mlops.Sdk;

/// <summary>How a workspace is opened.</summary>
public sealed record WorkspaceOptions
{
    /// <summary>What an awaited write survives.</summary>
    /// <value><see cref="Durability.ProcessDeath"/>.</value>
    public Durability Durability { get; init; } = Durability.ProcessDeath;

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many records a run buffers before <see cref="Run.Log"/> waits for the store.</summary>
    /// <value>16,384.</value>
    public int BufferCapacity { get; init; } = 16_384;

    /// <summary>Who acts: for the histories of aliases and stages, for documents and for the audit chain.</summary>
    /// <value>Null: the user that the process runs as.</value>
    public string? User { get; init; }

    /// <summary>Who opens the workspace: a name, an identity, or whom the host authenticates. It is asked for after <see cref="AccessControl.RequirePrincipalAsync"/>, and then acts in the place of <see cref="User"/>.</summary>
    /// <value>Null: nobody, which a workspace that asks for a principal refuses.</value>
    public PrincipalSource? Principal { get; init; }

    internal string Actor => User ?? Environment.UserName;

    /// <summary>How long a run counts as alive after the last sign of its process, which gives three in that time. A run whose lease has ended is Interrupted and can be resumed.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whose signatures of models are trusted, and what becomes of models without one when they are loaded.</summary>
    /// <value><see cref="SignatureCheck.Off"/>.</value>
    public SignatureCheck Signatures { get; init; } = SignatureCheck.Off;

    /// <summary>The keys that artifacts, bundles among them, are encrypted with. The database beside them stays plain: names, parameters, metrics, tags, notes.</summary>
    /// <value>Null: they are stored as they are.</value>
    public ArtifactKeys? ArtifactKeys { get; init; }

    /// <summary>How much of the source that a run was started from is noted with it.</summary>
    /// <value><see cref="Mlops.Sdk.SourceCapture.Changes"/>.</value>
    public SourceCapture SourceCapture { get; init; } = SourceCapture.Changes;

    /// <summary>Whether and where events about runs are sent in the OpenLineage format.</summary>
    /// <value>Null: nowhere.</value>
    public OpenLineageOptions? OpenLineage { get; init; }

    /// <summary>Where to look for the git repository whose commit is noted with each run; its parents are searched too.</summary>
    /// <value>Null: the current directory of the process.</value>
    public string? SourceDirectory { get; init; }
}

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

    internal string Actor => User ?? Environment.UserName;

    /// <summary>How long a run counts as alive after the last sign of its process, which gives three in that time. A run whose lease has ended is Interrupted and can be resumed.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much of the source that a run was started from is noted with it.</summary>
    /// <value><see cref="Mlops.Sdk.SourceCapture.Changes"/>.</value>
    public SourceCapture SourceCapture { get; init; } = SourceCapture.Changes;

    /// <summary>Where to look for the git repository whose commit is noted with each run; its parents are searched too.</summary>
    /// <value>Null: the current directory of the process.</value>
    public string? SourceDirectory { get; init; }
}

namespace Mlops.Sdk;

/// <summary>What is taken from an MLflow tracking server, and how patiently.</summary>
public sealed record MlflowImportOptions
{
    /// <summary>The experiments, by name.</summary>
    /// <value>Empty: all of them.</value>
    public ValueList<string> Experiments { get; init; } = [];

    /// <summary>Whether runs and experiments that were deleted there come along, set aside here.</summary>
    /// <value>False.</value>
    public bool IncludeDeleted { get; init; }

    /// <summary>Whether runs that count as running come along, as Interrupted. MLflow does not notice that a run has died.</summary>
    /// <value>False: they are left for a later import, and named.</value>
    public bool IncludeRunning { get; init; }

    /// <summary>Whether files come along.</summary>
    /// <value>True.</value>
    public bool IncludeArtifacts { get; init; } = true;

    /// <summary>Whether registered models come along, each version as a zip of its files. They can be kept, found, moved by alias and given back, and not scored.</summary>
    /// <value>True.</value>
    public bool IncludeModels { get; init; } = true;

    /// <summary>How many bytes one file may have; a larger one is left and named.</summary>
    /// <value>16 GiB.</value>
    public long MaxFileBytes { get; init; } = 16L << 30;

    /// <summary>How often a request is tried that meets a busy or broken server (408, 429, 500, 502, 503, 504, no connection).</summary>
    /// <value>6.</value>
    public int Attempts { get; init; } = 6;

    /// <summary>How long to wait before the second attempt; each further one waits twice as long, at most a minute, or as long as the server asks.</summary>
    /// <value>One second.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}

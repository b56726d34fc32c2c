namespace Mlops.Sdk.Extensibility;

/// <summary>A text of a run that <see cref="TextFilter"/> can ask for.</summary>
public enum RunTextField
{
    /// <summary>A parameter, by its name.</summary>
    Param = 0,

    /// <summary>A tag, by its name.</summary>
    Tag = 1,

    /// <summary>A fact, by its name.</summary>
    Fact = 2,

    /// <summary>The id.</summary>
    Id,

    /// <summary>The name for people.</summary>
    Name,

    /// <summary>The experiment.</summary>
    Experiment,

    /// <summary>The status, by the name of <see cref="RunStatus"/>.</summary>
    Status,

    /// <summary>The run it is nested in.</summary>
    ParentId,

    /// <summary>The note.</summary>
    Note,

    /// <summary>Why it failed.</summary>
    Error,

    /// <summary>The name of any of its datasets.</summary>
    DatasetName,

    /// <summary>The fingerprint of any of its datasets.</summary>
    DatasetFingerprint,

    /// <summary>The source of any of its datasets.</summary>
    DatasetSource,
}

namespace Mlops.Sdk;

/// <summary>Where a run stands. The numbers are stored and never change.</summary>
public enum RunStatus
{
    /// <summary>The run has started and has not ended.</summary>
    Running = 0,

    /// <summary>The work ended well and everything it logged was stored.</summary>
    Completed = 1,

    /// <summary>The work threw, or something it logged could not be stored.</summary>
    Failed = 2,

    /// <summary>The work was cancelled.</summary>
    Cancelled = 3,

    /// <summary>The run was let go before anyone said how it ended.</summary>
    Interrupted = 4,
}

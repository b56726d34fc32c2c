namespace Mlops.Sdk;

/// <summary>How much of the source that a run was started from is noted with it.</summary>
public enum SourceCapture
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The commit and branch, read from the files of the repository.</summary>
    Commit = 1,

    /// <summary>Also whether the work tree differs from the commit, and the difference itself as the artifact <c>provenance/source.diff</c>. It asks <c>git</c>, once for each process.</summary>
    Changes = 2,
}

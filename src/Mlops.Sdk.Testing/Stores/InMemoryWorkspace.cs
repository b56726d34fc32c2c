namespace Mlops.Sdk.Testing;

/// <summary>Makes workspaces that touch no disk, for tests of code that tracks.</summary>
public static class InMemoryWorkspace
{
    /// <summary>An empty workspace in memory. It behaves as one in a directory does, and is gone when it is let go.</summary>
    /// <param name="options">Clock, buffers and what is captured; null for the defaults without <see cref="WorkspaceOptions.SourceCapture"/>, so that it holds only what the code under test writes.</param>
    public static Workspace Create(WorkspaceOptions? options = null) =>
        Workspace.FromStores(new InMemoryWorkspaceStore(), new InMemoryArtifactStore(options?.Time), options ?? new WorkspaceOptions { SourceCapture = SourceCapture.None });
}

using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class GitHeadTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Find_BranchInALooseFile_GivesCommitAndBranch()
    {
        Write(".git/HEAD", "ref: refs/heads/feature/x\n");
        Write(".git/refs/heads/feature/x", Commit + "\n");
        Directory.CreateDirectory(_directory.File("src/deep"));
        Assert.Equal((Commit, "feature/x"), GitHead.Find(_directory.File("src/deep")));
    }

    [Fact]
    public void Find_WorktreeWithPackedReferences_GivesCommitAndBranch()
    {
        Write("main/.git/packed-refs", $"# pack-refs with: peeled\n{Commit} refs/heads/side\n");
        Write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
        Write("main/.git/worktrees/side/commondir", "../..\n");
        Write("side/.git", $"gitdir: {_directory.File("main/.git/worktrees/side")}\n");
        Assert.Equal((Commit, "side"), GitHead.Find(_directory.File("side")));
    }

    [Fact]
    public void Find_DetachedOrUnborn_GivesCommitAloneOrNothing()
    {
        Write(".git/HEAD", Commit);
        Assert.Equal((Commit, null), GitHead.Find(_directory.Path));
        Write(".git/HEAD", "ref: refs/heads/main");
        Assert.Null(GitHead.Find(_directory.Path));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.File(path))!);
        File.WriteAllText(_directory.File(path), text);
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Access;

/// <summary>Workspaces that were open before rights changed, in this process and in another (docs/security.md tells the bounds).</summary>
public sealed class OpenWorkspaceTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task RequirePrincipal_OtherWorkspaceWasOpen_IsAskedWithinASecond()
    {
        await using Workspace owner = await OpenAsync(null), nobody = await OpenAsync(null), bob = await OpenAsync("bob");
        Run run = await nobody.StartRunAsync("credit");
        await nobody.Catalog.RegisterAsync("people", Samples.Data);
        await owner.Access.RequirePrincipalAsync("ann");
        await owner.Access.AddPrincipalAsync("bob");
        await owner.Access.GrantAsync("bob", Securable.Experiment("mine"), AccessRole.Contributor);
        _time.Advance(TimeSpan.FromSeconds(1));

        await RefusedAsync("MLO6081", () => nobody.Runs.SearchAsync());
        await RefusedAsync("MLO6081", () => run.LogMetricAsync("auc", 0.9));
        await RefusedAsync("MLO6081", () => nobody.StartRunAsync("credit"));
        await RefusedAsync("MLO6081", () => nobody.Models.ListModelsAsync());
        await RefusedAsync("MLO6081", () => nobody.Catalog.OpenAsync("people/1"));
        await RefusedAsync("MLO6081", () => nobody.Catalog.SearchAsync("people"));
        await RefusedAsync("MLO6081", () => nobody.Audit.ReadAsync());
        await RefusedAsync("MLO6081", () => nobody.BackupAsync(_directory.File("copy")));
        await RefusedAsync("MLO6081", () => nobody.Access.RequirePrincipalAsync("mallory"));
        Assert.Equal("bob", await bob.Access.FindPrincipalAsync());
        Assert.Empty((await bob.Runs.SearchAsync()).Runs);
        await Assert.ThrowsAsync<AccessDeniedException>(() => bob.StartRunAsync("credit"));
        await bob.RunAsync("mine", mine => mine.LogMetricAsync("auc", 0.9));
    }

    [Fact]
    public async Task RequirePrincipal_RunGoesOnWithoutOne_FailsAndSaysSoAtItsEnd()
    {
        await using Workspace owner = await OpenAsync(null), nobody = await OpenAsync(null);
        Run run = await nobody.StartRunAsync("credit");
        await owner.Access.RequirePrincipalAsync("ann");
        _time.Advance(TimeSpan.FromSeconds(1));
        run.Log("loss", 1);
        await RefusedAsync("MLO6034", () => run.FlushAsync());
        await RefusedAsync("MLO6081", () => run.CompleteAsync());
        await run.DisposeAsync();
        Assert.Empty((await owner.Runs.GetAsync(run.Id)).Metrics);
    }

    [Fact]
    public async Task Grant_TakenBackByAnotherWorkspace_EndsWithTheNextCall()
    {
        await using Workspace owner = await OpenAsync(null);
        await owner.Access.RequirePrincipalAsync("ann");
        await owner.Access.AddPrincipalAsync("bob");
        AccessGrant grant = await owner.Access.GrantAsync("bob", Securable.Experiment("credit"), AccessRole.Contributor);
        await owner.Access.GrantAsync("bob", Securable.Experiment("kept"), AccessRole.Contributor);
        await using Workspace bob = await OpenAsync("bob");
        Run taken = await bob.StartRunAsync("credit"), kept = await bob.StartRunAsync("kept");
        await owner.Access.RevokeAsync(grant.Number);
        await RefusedAsync("MLO6031", () => taken.LogMetricAsync("auc", 0.9));

        // All runs of a process are kept alive by one write; the run whose experiment was taken away must not end the other.
        await bob.Store.Runs.WriteAsync([new RunLeased(taken.Id, 1, _time.GetUtcNow().AddHours(1)), new RunLeased(kept.Id, 1, _time.GetUtcNow().AddHours(1))]);
        await owner.Store.Runs.InterruptExpiredAsync(_time.GetUtcNow().AddMinutes(5));
        Assert.Equal(RunStatus.Interrupted, (await owner.Runs.GetAsync(taken.Id)).Status);
        Assert.Equal(RunStatus.Running, (await owner.Runs.GetAsync(kept.Id)).Status);
        await owner.Access.SetDisabledAsync("bob");
        await RefusedAsync("MLO6083", () => kept.LogMetricAsync("auc", 0.9));
    }

    [Fact]
    public async Task Rights_ChangedByThisProcess_AreSeenByAnotherThatHasTheWorkspaceOpen()
    {
        await using Workspace owner = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        using Process nobody = ChildJobs.Start("log-until-refused", _directory.Path, ""), bob = ChildJobs.Start("log-until-refused", _directory.Path, "bob");
        Assert.Equal("logging", await nobody.StandardOutput.ReadLineAsync());
        Assert.Equal("logging", await bob.StandardOutput.ReadLineAsync());
        await owner.Access.AddPrincipalAsync("bob");
        AccessGrant grant = await owner.Access.GrantAsync("bob", Securable.Workspace, AccessRole.Contributor);
        await owner.Access.RequirePrincipalAsync("ann");
        Assert.Equal("MLO6081", await nobody.StandardOutput.ReadLineAsync());
        await owner.Access.RevokeAsync(grant.Number);
        Assert.Equal("MLO6031", await bob.StandardOutput.ReadLineAsync());
    }

    private Task<Workspace> OpenAsync(string? principal) =>
        Workspace.OpenAsync(_directory.Path, Samples.Options with { Time = _time, Principal = principal is null ? null : PrincipalSource.Named(principal) });
}

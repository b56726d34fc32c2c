using System.Security.Claims;
using System.Security.Principal;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Access;

public sealed class AccessControlTests
{
    [Fact]
    public async Task Open_WorkspaceThatAsksForAPrincipal_LetsInWhoIsKnownAlone()
    {
        using var directory = new TempDirectory();
        await using (Workspace workspace = await Workspace.OpenAsync(directory.Path, Samples.Options with { User = "ann" }))
        {
            Assert.Null(await workspace.Access.FindPrincipalAsync());
            await workspace.Access.RequirePrincipalAsync();
            Assert.Equal("ann", await workspace.Access.FindPrincipalAsync());
            await workspace.Access.AddPrincipalAsync("bob");
            await workspace.Access.AddPrincipalAsync("scorers", PrincipalKind.Group);
            await workspace.Access.SetDisabledAsync("bob");
        }

        await RefusedAsync("MLO6081", () => Workspace.OpenAsync(directory.Path, Samples.Options));
        await RefusedAsync("MLO6081", () => Workspace.OpenAsync(directory.Path, Samples.Options with { Principal = PrincipalSource.From(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")])) }));
        await RefusedAsync("MLO6082", () => Workspace.OpenAsync(directory.Path, Samples.Options with { Principal = "mallory" }));
        await RefusedAsync("MLO6082", () => Workspace.OpenAsync(directory.Path, Samples.Options with { Principal = "Ann" }));
        await RefusedAsync("MLO6083", () => Workspace.OpenAsync(directory.Path, Samples.Options with { Principal = "bob" }));
        await RefusedAsync("MLO6083", () => Workspace.OpenAsync(directory.Path, Samples.Options with { Principal = "scorers" }));
        await using Workspace owner = await Workspace.OpenAsync(directory.Path, Samples.Options with { Principal = PrincipalSource.From(new GenericIdentity("ann")) });
        await owner.Access.OpenToAllAsync();
        await using Workspace open = await Workspace.OpenAsync(directory.Path, Samples.Options);
        Assert.Equal(2, (await open.Access.ListPrincipalsAsync()).Count(principal => !principal.IsDisabled));
    }

    [Fact]
    public async Task Owner_TheLastOne_CannotBeLost()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await RefusedAsync("MLO6085", () => shared.Owner.Access.SetDisabledAsync("ann"));
        await RefusedAsync("MLO6085", () => shared.Owner.Access.SetOwnerAsync("ann", false));
        await shared.Owner.Access.DenyAsync(Principal.Everyone, Securable.Workspace, [Privilege.Use, Privilege.Manage]);
        await shared.Owner.Access.SetOwnerAsync("bob");
        Workspace bob = shared.Open("bob");
        await bob.Access.SetOwnerAsync("ann", false);
        await RefusedAsync("MLO6086", () => shared.Owner.Access.AddPrincipalAsync("eve"));
        await RefusedAsync("MLO6085", () => bob.Access.SetDisabledAsync("bob"));
        await bob.Access.RevokeAsync((await bob.Access.ListGrantsAsync()).Single().Number);
    }

    [Fact]
    public async Task Principal_WithoutRights_FindsAnEmptyWorkspace()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        string id = await shared.Owner.RunAsync("credit", async run =>
        {
            await run.LogMetricAsync("auc", 0.9);
            await run.LogTextAsync("secret.txt", "secret");
            await shared.Owner.Models.RegisterAsync("income", Samples.Model(), run);
            return run.Id;
        });
        RunInfo info = await shared.Owner.Runs.GetAsync(id);
        Workspace bob = shared.Open("bob");

        Assert.Empty((await bob.Runs.SearchAsync()).Runs);
        Assert.Empty(await bob.Runs.ListExperimentsAsync());
        Assert.Empty(await bob.Models.ListModelsAsync());
        Assert.Empty(await bob.Runs.HistoryAsync(id, "auc"));
        Assert.Empty(await bob.Models.ListAliasesAsync("income"));
        string absent = (await RefusedAsync("MLO6031", () => bob.Runs.GetAsync(new string('0', 26)))).Message, hidden = (await RefusedAsync("MLO6031", () => bob.Runs.GetAsync(id))).Message;
        Assert.Equal(absent.Replace(new string('0', 26), id, StringComparison.Ordinal), hidden);
        Assert.DoesNotContain("income", (await RefusedAsync("MLO6041", () => bob.Models.LoadAsync("incone/1"))).Message, StringComparison.Ordinal);
        await RefusedAsync("MLO6041", () => bob.Models.LoadAsync("income/1"));
        await RefusedAsync("MLO6021", () => bob.Artifacts.OpenAsync(info.Artifacts[0].Sha256));
        await RefusedAsync("MLO6031", () => bob.ResumeRunAsync(id));

        await RefusedAsync("MLO6084", () => bob.StartRunAsync("credit"));
        await RefusedAsync("MLO6084", () => bob.Models.RegisterAsync("income", Samples.Model()));
        await RefusedAsync("MLO6084", () => bob.Models.SetAliasAsync("income", "champion", 1, null));
        await RefusedAsync("MLO6084", () => bob.Audit.ReadAsync());
        await RefusedAsync("MLO6084", () => bob.VerifyAsync());
        await RefusedAsync("MLO6084", () => bob.CollectGarbageAsync());
        await RefusedAsync("MLO6084", () => bob.CompactAsync());
        await RefusedAsync("MLO6084", () => bob.Runs.PurgeAsync(TimeSpan.Zero));
        await RefusedAsync("MLO6086", () => bob.BackupAsync("anywhere"));
        await RefusedAsync("MLO6086", () => bob.Access.OpenToAllAsync());

        AuditEntry[] denials = [.. await shared.Owner.Audit.ReadAsync(new() { Action = "access.denied" })];
        Assert.All(denials, entry => Assert.Equal("bob", entry.Record.Actor));
        Assert.Contains(denials, entry => entry.Record.Subject == "experiment/credit" && entry.Record.Detail!.StartsWith("Modify", StringComparison.Ordinal));
        Assert.True((await shared.Owner.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Grants_LevelsGroupsAndDenials_DecideAndExplain()
    {
        SharedWorkspace shared = await CreateAsync("bob", "eve");
        AccessControl access = shared.Owner.Access;
        await access.AddPrincipalAsync("analysts", PrincipalKind.Group);
        await access.AddPrincipalAsync("staff", PrincipalKind.Group);
        await access.AddMemberAsync("staff", "analysts");
        await access.AddMemberAsync("analysts", "staff");
        await access.AddMemberAsync("analysts", "bob");
        await access.GrantAsync("staff", Securable.Workspace, AccessRole.Reader);
        AccessGrant denial = await access.DenyAsync("analysts", Securable.Dataset("loans"), [Privilege.Select], "not before the audit");
        await access.GrantAsync("bob", Securable.Column("loans", "income"), [Privilege.Select]);

        Assert.True((await access.ExplainAsync("bob", Privilege.Select, Securable.Experiment("credit"))).IsAllowed);
        Assert.Contains("no grant gives 'eve' Select", (await access.ExplainAsync("eve", Privilege.Select, Securable.Experiment("credit"))).Reason, StringComparison.Ordinal);
        AccessDecision denied = await access.ExplainAsync("bob", Privilege.Select, Securable.Column("loans", "income"));
        Assert.False(denied.IsAllowed);
        Assert.Equal(denial, denied.Grant);
        Assert.StartsWith($"denied by grant #{denial.Number} (deny Select on dataset 'loans' to 'analysts', by 'ann' on ", denied.Reason, StringComparison.Ordinal);
        Assert.True((await access.ExplainAsync("bob", Privilege.Use, Securable.Dataset("loans"))).IsAllowed);

        Workspace bob = shared.Open("bob");
        Assert.Equal(denied, await bob.Access.ExplainAsync("bob", Privilege.Select, Securable.Column("loans", "income")));
        await RefusedAsync("MLO6084", () => bob.Access.ExplainAsync("eve", Privilege.Select, Securable.Dataset("loans")));
        await access.DenyAsync("bob", Securable.Model("income"), [Privilege.Use]);
        AccessDecision quiet = await bob.Access.ExplainAsync("bob", Privilege.Select, Securable.Model("income"));
        Assert.True(!quiet.IsAllowed && quiet.Grant is null && !quiet.Reason.Contains('#', StringComparison.Ordinal));
        await access.RevokeAsync(denial.Number);
        Assert.True((await bob.Access.ExplainAsync("bob", Privilege.Select, Securable.Column("loans", "income"))).IsAllowed);
        await access.SetDisabledAsync("staff");
        Assert.False((await bob.Access.ExplainAsync("bob", Privilege.Select, Securable.Experiment("credit"))).IsAllowed);
    }

    [Fact]
    public async Task Search_SomeExperimentsHidden_FindsAndPagesTheOthersOnly()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        for (int i = 0; i < 12; i++)
        {
            int number = i;
            await shared.Owner.RunAsync($"e{i % 3}", run => run.LogMetricAsync("m", number));
        }

        Workspace bob = shared.Open("bob");
        AccessGrant all = await shared.Owner.Access.GrantAsync("bob", Securable.Workspace, [Privilege.Select]);
        AccessGrant denial = await shared.Owner.Access.DenyAsync("bob", Securable.Experiment("e1"), [Privilege.Use]);
        Assert.Equal(8, await CountAsync(null));
        Assert.Equal(0, await CountAsync(RunFilter.Experiment("e1")));
        Assert.Equal(8, await CountAsync(RunFilter.Not(RunFilter.Experiment("e1"))));
        Assert.Equal(["e0", "e2"], (await bob.Runs.ListExperimentsAsync()).Select(experiment => experiment.Name));
        Assert.Equal(11, (await bob.Runs.FindBestAsync("e2", RunOrder.Highest("m")))!.Metrics["m"].Last);
        Assert.Null(await bob.Runs.FindBestAsync("e1", RunOrder.Highest("m")));
        await shared.Owner.Access.RevokeAsync(denial.Number);
        Assert.Equal(12, await CountAsync(null));
        await shared.Owner.Access.RevokeAsync(all.Number);
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("e1"), [Privilege.Select]);
        Assert.Equal(4, await CountAsync(null));

        async Task<int> CountAsync(RunFilter? where)
        {
            int count = 0;
            for (string? after = null; ;)
            {
                RunPage page = await bob.Runs.SearchAsync(new() { Where = where, OrderBy = RunOrder.Highest("m"), PageSize = 3, After = after });
                count += page.Runs.Length;
                if (page.Next is null) return count;
                Assert.Equal(3, page.Runs.Length);
                after = page.Next;
            }
        }
    }

    [Fact]
    public async Task Models_EachAct_TakesItsPrivilegeAndIsSigned()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        Workspace bob = shared.Open("bob");
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("income"), AccessRole.Contributor);
        ModelVersion version = await bob.Models.RegisterAsync("income", Samples.Model());
        await bob.Models.LogAsync(version.Reference, new GeneralReport(new ReportBuilder("R").Section("S").Text("t").Build(), [], "notes"));
        await bob.Models.LoadAsync(version.Reference, FittedCenter.Bundles);
        await RefusedAsync("MLO6084", () => bob.Models.SetAliasAsync("income", "champion", 1, null));
        await RefusedAsync("MLO6084", () => bob.Models.SetStageAsync(version.Reference, ModelStage.Staging));
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("income"), [Privilege.Manage]);
        await bob.Models.SetAliasAsync("income", "champion", 1, null);
        Assert.Equal("bob", (await bob.Models.AliasHistoryAsync("income", "champion")).Single().ChangedBy);
        await shared.Owner.Access.DenyAsync("bob", Securable.Model("income"), [Privilege.Execute, Privilege.Select], "under review");
        AccessDeniedException refused = await Assert.ThrowsAsync<AccessDeniedException>(() => bob.Models.LoadAsync("income@champion"));
        Assert.Equal((Privilege.Execute, Securable.Model("income")), (refused.Privilege, refused.Securable));
        Assert.Contains("denied by grant #", refused.Message, StringComparison.OrdinalIgnoreCase);
        await RefusedAsync("MLO6084", () => bob.Models.ListReportsAsync(version.Reference));
        Assert.All(await shared.Owner.Audit.ReadAsync(new() { Action = "model." }), entry => Assert.Equal("bob", entry.Record.Actor));
    }

    [Fact]
    public async Task Artifacts_HashOfSomebodyElses_IsNeitherReadNorLinked()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        string id = await shared.Owner.RunAsync("credit", async run =>
        {
            await run.LogTextAsync("secret.txt", "secret");
            return run.Id;
        });
        string hash = (await shared.Owner.Runs.GetAsync(id)).Artifacts[0].Sha256;
        Workspace bob = shared.Open("bob");
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("own"), AccessRole.Contributor);
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("own"), AccessRole.Contributor);
        await using Run run = await bob.StartRunAsync("own");
        var link = new ArtifactLogged(run.Id, new RunArtifact("x.txt", hash, 6, "text/plain", DateTimeOffset.UnixEpoch));
        await RefusedAsync("MLO6084", () => bob.Store.Runs.WriteAsync([link]));
        await RefusedAsync("MLO6084", () => bob.Store.Models.AddVersionAsync(new() { Name = "own", Version = 0, BundleSha256 = hash, BundleSize = 6, CreatedAt = DateTimeOffset.UnixEpoch }));

        // Another's run does not become one's own by being started again elsewhere.
        await RefusedAsync("MLO6031", () => bob.Store.Runs.WriteAsync([new RunStarted(id, "own", null, null, DateTimeOffset.UnixEpoch, 0, []), new NoteSet(id, "mine")]));

        AccessGrant grant = await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("credit"), AccessRole.Reader);
        await using (Stream content = await bob.Runs.OpenArtifactAsync(id, "secret.txt")) Assert.Equal("secret", await new StreamReader(content).ReadToEndAsync());
        await shared.Owner.Access.RevokeAsync(grant.Number);
        await RefusedAsync("MLO6084", () => bob.Artifacts.OpenAsync(hash));
    }

    [Fact]
    public async Task Documents_OfNoKnownKind_BelongToTheWorkspaceAndRightsAreNone()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        Workspace bob = shared.Open("bob");
        var audit = new AuditRecord("x.write", "x", DateTimeOffset.UnixEpoch, "mallory");
        await shared.Owner.Store.Documents.WriteAsync([new("unknown", "a", 0, "{}"), new("unknown", "b", 0, "{}")], audit);
        Assert.Null(await bob.Store.Documents.FindAsync("unknown", "a"));
        Assert.Empty(await bob.Store.Documents.SearchAsync(new() { Kind = "unknown" }));
        await RefusedAsync("MLO6084", () => bob.Store.Documents.WriteAsync([new("unknown", "c", 0, "{}")], audit));
        await shared.Owner.Access.GrantAsync("bob", Securable.Workspace, [Privilege.Select, Privilege.Modify]);
        Assert.Equal(2, (await bob.Store.Documents.SearchAsync(new() { Kind = "unknown" })).Count);
        await bob.Store.Documents.WriteAsync([new("unknown", "c", 0, "{}")], audit);
        Assert.Equal("bob", (await bob.Store.Documents.FindAsync("unknown", "c"))!.WrittenBy);
        foreach (Workspace workspace in (Workspace[])[bob, shared.Owner])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => workspace.Store.Documents.FindAsync("access.principal", "ann"));
            await Assert.ThrowsAsync<ArgumentException>(() => workspace.Store.Documents.WriteAsync([new("access.grant", "1", 0, "{}")], audit));
        }
    }

    [Fact]
    public async Task Rights_ThatCannotBeRead_LetNobodyIn()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Store.Documents.WriteAsync([new("access.grant", "000000077", 0, """{"to":"bob","on":"moon/1","privileges":["Use"],"role":null,"is_denial":false,"by":"x","at":"2026-01-01T00:00:00Z","reason":null}"""), new("access.state", "state", (await shared.Store.Documents.FindAsync("access.state", "state"))!.Revision, (await shared.Store.Documents.FindAsync("access.state", "state"))!.Body)], new("x", "x", DateTimeOffset.UnixEpoch));
        await RefusedAsync("MLO6089", () => shared.Open("bob").Runs.SearchAsync());
        await RefusedAsync("MLO6089", () => shared.Open("ann").Runs.SearchAsync());
    }
}

using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class ApprovalTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Promote_ApprovedGate_TakesOtherPeopleAloneAndNoRejection()
    {
        await using Workspace ada = await OpenAsync("ada"), bob = await OpenAsync("bob"), cyd = await OpenAsync("cyd");
        ModelVersion version = await ada.Models.RegisterAsync("m", Samples.Model());
        MlopsException own = await Assert.ThrowsAsync<MlopsException>(() => ada.Models.ApproveAsync(version.Reference, "looks good"));
        Assert.Equal("MLO6052", own.Code);
        Assert.Contains("ada registered or imported m/1", own.Message);
        await using (Workspace shouted = await OpenAsync("ADA")) Assert.Equal("MLO6052", (await Assert.ThrowsAsync<MlopsException>(() => shouted.Models.ApproveAsync(version.Reference, "again"))).Code);
        await RefusedAsync(ada, "0 of 1", ModelGate.Approved());

        ModelApproval approval = await bob.Models.ApproveAsync(version.Reference, "checked the slices");
        Assert.Equal(("m", 1, "bob", true, "checked the slices"), (approval.Model, approval.Version, approval.By, approval.IsApproved, approval.Reason));
        await bob.Models.ApproveAsync(version.Reference, "and again");
        await RefusedAsync(ada, "1 of 2", ModelGate.Approved(by: 2));
        await RefusedAsync(bob, "promotes it (bob)", ModelGate.Approved());
        await cyd.Models.RejectAsync(version.Reference, "leaks the label");
        await RefusedAsync(ada, "leaks the label", ModelGate.Approved());
        await cyd.Models.ApproveAsync(version.Reference, "the leak is mended");

        PromotionReport promotion = await ada.Models.PromoteAsync(version.Reference, "champion", [ModelGate.Approved(by: 2)]);
        Assert.True(promotion.Promoted);
        Assert.Contains("bob", promotion.Gates[0].Message);
        IReadOnlyList<ModelApproval> decisions = await ada.Models.ListApprovalsAsync(version.Reference);
        Assert.Equal([("bob", true), ("bob", true), ("cyd", false), ("cyd", true)], decisions.Select(decision => (decision.By, decision.IsApproved)));
        await ada.Models.DescribeModelAsync("m", "Who pays <b>back</b>");
        await ada.Models.SetTagAsync(version.Reference, "region", "north");
        string card = (await ada.Models.CardAsync(version.Reference)).ToMarkdown();
        foreach (string part in (string[])["rejected on", "Who pays &lt;b>back", "| tag region | north |"]) Assert.Contains(part, card);
        Assert.Contains(await ada.Store.Audit.ReadAsync(new() { Action = "model.reject" }), entry => entry.Record is { Actor: "cyd", Subject: "model/m/1", Detail: "leaks the label" });
        Assert.Empty((await ada.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Promote_SameBundleOfTwoAuthorsAndModels_KnowsEachAuthor()
    {
        await using Workspace ada = await OpenAsync("ada"), bob = await OpenAsync("bob");
        FittedPipeline model = Samples.Model();
        await ada.Models.RegisterAsync("m", model);
        await bob.Models.RegisterAsync("m", model);
        await bob.Models.RegisterAsync("m2", model);
        await bob.Models.ApproveAsync(ModelReference.To("m", 1), "fine");
        foreach (string reference in (string[])["m/2", "m2/1"]) Assert.Equal("MLO6052", (await Assert.ThrowsAsync<MlopsException>(() => bob.Models.ApproveAsync(ModelReference.Parse(reference), "mine"))).Code);
        await ada.Models.ApproveAsync(ModelReference.To("m", 2), "fine");
    }

    [Fact]
    public async Task Registry_ClockStepsBack_KeepsTheOrderOfWhatWasDone()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using Workspace ada = await OpenAsync("ada", time), bob = await OpenAsync("bob", time);
        for (int i = 0; i < 2; i++) await ada.Models.RegisterAsync("m", Samples.Model());
        await bob.Models.RejectAsync(ModelReference.To("m", 1), "too early");
        await ada.Models.SetAliasAsync("m", "champion", 2, null);
        await ada.Models.SetStageAsync(ModelReference.To("m", 1), ModelStage.Staging);
        await ada.Models.DescribeModelAsync("m", "before");
        time.AdjustTime(time.GetUtcNow() - TimeSpan.FromHours(3));
        await bob.Models.ApproveAsync(ModelReference.To("m", 1), "now it is");
        await ada.Models.SetStageAsync(ModelReference.To("m", 1), ModelStage.Production);
        await ada.Models.DescribeModelAsync("m", "after");
        Assert.True((await ada.Models.PromoteAsync(ModelReference.To("m", 1), "champion", [ModelGate.Approved()])).Promoted);

        Assert.Equal([2, 1], (await ada.Models.AliasHistoryAsync("m", "champion")).Select(change => change.Version));
        Assert.Equal(ModelStage.Production, await ada.Models.StageAsync(ModelReference.To("m", 1)));
        Assert.Equal("after", (await ada.Models.ModelNotesAsync("m")).Description);
        Assert.Equal([false, true], (await ada.Models.ListApprovalsAsync(ModelReference.To("m", 1))).Select(decision => decision.IsApproved));
        Assert.Empty((await ada.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Approve_ManyAtOnce_KeepsEach()
    {
        await using Workspace ada = await OpenAsync("ada");
        await ada.Models.RegisterAsync("m", Samples.Model());
        Workspace[] people = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => OpenAsync($"person {i}")));
        await Task.WhenAll(people.Select(person => Task.Run(() => person.Models.ApproveAsync(ModelReference.To("m", 1), "fine"))));
        foreach (Workspace person in people) await person.DisposeAsync();
        Assert.True((await ada.Models.PromoteAsync(ModelReference.To("m", 1), "champion", [ModelGate.Approved(by: 6)])).Promoted);
    }

    [Fact]
    public async Task Approve_WorkspaceThatAsksForPrincipals_TakesRightsOnTheModelAndTheNamesOfThePrincipals()
    {
        SharedWorkspace shared = await SharedWorkspace.CreateAsync("ada", "bob", "eve");
        foreach (string name in (string[])["ada", "bob"]) await shared.Owner.Access.GrantAsync(name, Securable.Model("m"), AccessRole.Contributor);
        ModelVersion version = await shared.Open("ada").Models.RegisterAsync("m", Samples.Model());
        Assert.Equal("MLO6052", (await Assert.ThrowsAsync<MlopsException>(() => shared.Open("ada").Models.ApproveAsync(version.Reference, "mine"))).Code);
        Assert.Equal("MLO6041", (await Assert.ThrowsAsync<MlopsException>(() => shared.Open("eve").Models.ApproveAsync(version.Reference, "unseen"))).Code);
        Assert.False((await shared.Owner.Models.PromoteAsync(version.Reference, "champion", [ModelGate.Approved()])).Promoted);

        // Who promotes does not count either, whatever the process calls itself.
        await shared.Owner.Models.ApproveAsync(version.Reference, "my own promotion");
        Assert.False((await shared.Owner.Models.PromoteAsync(version.Reference, "champion", [ModelGate.Approved()])).Promoted);
        await shared.Open("bob").Models.ApproveAsync(version.Reference, "looked at");
        Assert.Equal(["ann", "bob"], (await shared.Open("ada").Models.ListApprovalsAsync(version.Reference)).Select(decision => decision.By));
        Assert.True((await shared.Owner.Models.PromoteAsync(version.Reference, "champion", [ModelGate.Approved()])).Promoted);
    }

    [Fact]
    public async Task Import_DecisionsOfAnotherWorkspace_AreStatementsAndCountForNoGate()
    {
        await using Workspace ada = await OpenAsync("ada"), bob = await OpenAsync("bob"), cyd = await OpenAsync("cyd");
        ModelVersion version = await ada.Models.RegisterAsync("m", Samples.Model());
        await bob.Models.ApproveAsync(version.Reference, "slices <b>looked</b> at");
        await cyd.Models.RejectAsync(version.Reference, "too early");
        using var first = new MemoryStream();
        await ada.ExportAsync(first);

        await using Workspace pat = InMemoryWorkspace.Create(new WorkspaceOptions { User = "pat", SourceCapture = SourceCapture.None });
        for (int i = 0; i < 2; i++) await ImportAsync(pat, first);
        IReadOnlyList<ModelApproval> stated = await pat.Models.ListApprovalsAsync(version.Reference);
        Assert.Equal([("bob", true, "slices <b>looked</b> at", "pat"), ("cyd", false, "too early", "pat")], stated.Select(decision => (decision.By, decision.IsApproved, decision.Reason, decision.StatedBy!)));
        Assert.Equal((await ada.Models.ListApprovalsAsync(version.Reference)).Select(decision => decision.At), stated.Select(decision => decision.At));

        // A statement that does not say whose it is, as nothing but another program writes it, is one all the same.
        StoredDocument kept = (await pat.Store.Documents.FindAsync("model.statement", "m/1", null, CancellationToken.None))!;
        string nameless = kept.Body!.Replace(",\"stated_by\":\"pat\"", "", StringComparison.Ordinal);
        Assert.NotEqual(kept.Body, nameless);
        Assert.Null(await pat.Store.Documents.WriteAsync([new DocumentWrite(kept.Kind, kept.Key, kept.Revision, nameless)], new AuditRecord("test", "model/m/1", kept.WrittenAt, "pat", null)));
        Assert.All(await pat.Models.ListApprovalsAsync(version.Reference), decision => Assert.NotNull(decision.StatedBy));
        PromotionReport refused = await pat.Models.PromoteAsync(version.Reference, "champion", [ModelGate.Approved()]);
        Assert.False(refused.Promoted);
        Assert.Contains("What was said elsewhere counts for nothing here: approved by bob", refused.Gates[0].Message);
        Assert.Contains("bob, elsewhere, as pat states | approved on", (await pat.Models.CardAsync(version.Reference)).ToMarkdown());

        // A second archive brings what was decided since; what comes back to where it was decided is no statement.
        await cyd.Models.ApproveAsync(version.Reference, "now it is");
        using var second = new MemoryStream();
        await ada.ExportAsync(second);
        await ImportAsync(pat, second);
        Assert.Equal(["bob", "cyd", "cyd"], (await pat.Models.ListApprovalsAsync(version.Reference)).Select(decision => decision.By));
        using var back = new MemoryStream();
        await pat.ExportAsync(back);
        await ImportAsync(ada, back);
        Assert.All(await ada.Models.ListApprovalsAsync(version.Reference), decision => Assert.Null(decision.StatedBy));
        Assert.Single(await pat.Audit.ReadAsync(new() { Action = "model.approval.import" }), entry => entry.Record.Detail == "2 statements");
        Assert.Empty((await pat.VerifyAsync()).Problems);
    }

    private static async Task ImportAsync(Workspace workspace, MemoryStream archive)
    {
        archive.Position = 0;
        await workspace.ImportAsync(archive);
    }

    [Fact]
    public async Task Promote_VersionOfAnUnknownAuthor_IsRefusedWithTheRemedy()
    {
        await using Workspace workspace = InMemoryWorkspace.Create();
        await workspace.Store.Models.AddVersionAsync(new ModelVersion { Name = "m", Version = 0, BundleSha256 = new string('a', 64), BundleSize = 1, CreatedAt = DateTimeOffset.UnixEpoch });
        await workspace.Models.ApproveAsync(ModelReference.To("m", 1), "fine");
        await RefusedAsync(workspace, "not known who registered m/1", ModelGate.Approved());
    }

    private static async Task RefusedAsync(Workspace workspace, string why, ModelGate gate)
    {
        PromotionReport report = await workspace.Models.PromoteAsync(ModelReference.To("m", 1), "champion", [gate]);
        Assert.False(report.Promoted);
        Assert.Contains(why, report.Gates[0].Message);
    }

    private Task<Workspace> OpenAsync(string user, TimeProvider? time = null) => Workspace.OpenAsync(_directory.Path, Samples.Options with { User = user, Time = time ?? TimeProvider.System });
}

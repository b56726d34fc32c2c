using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class ModelRegistryTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private Workspace _workspace = null!;

    private ModelRegistry Registry => _workspace.Models;

    public async ValueTask InitializeAsync() => _workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options with { Time = _time });

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Register_FittedPipeline_LoadsAsTheSameModel()
    {
        FittedPipeline model = Samples.Model();
        Run run = await _workspace.StartRunAsync("x");
        ModelVersion version = await Registry.RegisterAsync("income model", model, producedBy: run);
        await Registry.SetAliasAsync("income model", "champion", version, expected: null);

        ModelVersion resolved = await Registry.ResolveAsync("income model@champion");
        FittedPipeline loaded = await Registry.LoadAsync(resolved.Reference, FittedCenter.Bundles);
        Assert.Equal(("income model/1", run.Id, _time.Start), (resolved.ToString(), resolved.RunId, resolved.CreatedAt));
        Assert.Contains("\"name\":\"x\",\"type\":\"Number\"", resolved.SignatureJson);
        Assert.Equal(((NumberColumn)model.Transform(Samples.Data)["x"]).Values.ToArray(), ((NumberColumn)loaded.Transform(Samples.Data)["x"]).Values.ToArray());
    }

    [Fact]
    public async Task RegisterBundle_TamperedOrForeign_RegistersNothing()
    {
        using var saved = new MemoryStream();
        Samples.Model().Save(saved);
        byte[] tampered = saved.ToArray();
        tampered[tampered.Length / 2] ^= 0x10;
        await Assert.ThrowsAsync<BundleFormatException>(() => Registry.RegisterBundleAsync("m", new MemoryStream(tampered)));
        await Assert.ThrowsAsync<BundleFormatException>(() => Registry.RegisterBundleAsync("m", new MemoryStream("no zip at all"u8.ToArray())));
        Assert.Empty(await Registry.ListModelsAsync());

        string path = _directory.File("m.mlops");
        await File.WriteAllBytesAsync(path, saved.ToArray());
        ModelVersion version = await Registry.RegisterBundleAsync("m", path, options: new() { Tags = new Dictionary<string, string> { ["team"] = "risk" }.ToSorted() });
        Assert.Equal("risk", (await Registry.ResolveAsync(version.Reference)).Tags["team"]);
    }

    [Fact]
    public async Task Register_EightThreads_AllotsEveryNumberOnce()
    {
        FittedPipeline model = Samples.Model();
        ModelVersion[] versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Registry.RegisterAsync("m", model))));
        Assert.Equal(Enumerable.Range(1, 8), versions.Select(version => version.Version).Order());
        _directory.OnlyBlob();
    }

    [Fact]
    public async Task SetAlias_LostRace_NamesWhoHoldsIt()
    {
        ModelVersion[] versions = [await AddAsync("m"), await AddAsync("m"), await AddAsync("m")];
        await Registry.SetAliasAsync("m", "champion", versions[0], expected: null);
        Task<AliasChange>[] race = [.. versions[1..].Select(version => Task.Run(() => Registry.SetAliasAsync("m", "champion", version, expected: versions[0])))];
        try
        {
            await Task.WhenAll(race);
        }
        catch (MlopsException)
        {
        }

        ModelVersion holder = await Registry.ResolveAsync("m@champion");
        AggregateException lost = Assert.Single(race, task => task.IsFaulted).Exception!;
        MlopsException told = Assert.IsType<MlopsException>(lost.InnerException);
        Assert.Equal("MLO6044", told.Code);
        Assert.Contains($"{holder} holds it now, and m/1 was expected", told.Message);
        Assert.Equal([(1, null), (holder.Version, 1)], (await Registry.AliasHistoryAsync("m", "champion")).Select(change => (change.Version!.Value, change.Previous)));
    }

    [Fact]
    public async Task RemoveAlias_Held_LeavesItsHistory()
    {
        await AddAsync("m");
        await Registry.SetAliasAsync("m", "champion", 1, null);
        await Registry.RemoveAliasAsync("m", "champion", expected: 1);
        Assert.Null(await Registry.FindAsync("m@champion"));
        Assert.Empty(await Registry.ListAliasesAsync("m"));
        Assert.Equal(2, (await Registry.AliasHistoryAsync("m", "champion")).Count);
    }

    [Theory]
    [InlineData("incme@champion", "MLO6041", "Did you mean \"income\"")]
    [InlineData("income@champoin", "MLO6043", "Did you mean \"champion\"")]
    [InlineData("income/3", "MLO6042", "versions 1 to 2")]
    public async Task Resolve_Unknown_TellsTheNearest(string reference, string code, string hint)
    {
        await AddAsync("income");
        await AddAsync("income");
        await Registry.SetAliasAsync("income", "champion", 2, null);
        MlopsException unknown = await Assert.ThrowsAsync<MlopsException>(() => Registry.LoadAsync(reference));
        Assert.Equal(code, unknown.Code);
        Assert.Contains(hint, unknown.Message);
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData(".hidden")]
    [InlineData("end.")]
    [InlineData(" pad")]
    [InlineData("")]
    [InlineData("con")]
    [InlineData("Com1.zip")]
    [InlineData("new\nline")]
    [InlineData("<b>")]
    [InlineData("e\u0301")]
    public async Task Register_NameThatIsNoFileName_IsRefusedByNameAndRule(string name)
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => Registry.RegisterAsync(name, Samples.Model()));
        Assert.Equal("name", refused.ParamName);
        Assert.Contains("1 to 128 letters", refused.Message);
        Assert.Empty(await Registry.ListModelsAsync());
    }

    [Theory]
    [InlineData("income")]
    [InlineData("income/0")]
    [InlineData("income/-1")]
    [InlineData("income/1.5")]
    [InlineData("income@")]
    [InlineData("@champion")]
    [InlineData("a@b@c")]
    public void Parse_NoReference_IsRefused(string text) => Assert.Throws<ArgumentException>(() => ModelReference.Parse(text));

    [Theory]
    [InlineData("income model/12")]
    [InlineData("income@champion")]
    [InlineData("доход@первый")]
    public void Parse_Reference_RoundTrips(string text) => Assert.Equal(text, ModelReference.Parse(text).ToString());

    private Task<ModelVersion> AddAsync(string name) => Registry.RegisterAsync(name, Samples.Model());
}

using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tests.BadInput;

/// <summary>A workspace with a good model in use, which no bad input may harm.</summary>
public sealed class GoodWorkspace : IAsyncDisposable
{
    private static readonly Dataset s_data = ContractData.Numeric(rows: 60);
    private readonly string _root;
    private readonly Predictions _expected;

    private GoodWorkspace(string root, Workspace workspace, Predictions expected) => (_root, Workspace, _expected) = (root, workspace, expected);

    public Workspace Workspace { get; }

    /// <summary>A folder beside the workspace.</summary>
    public string Files => Path.Combine(_root, "files");

    public static async Task<GoodWorkspace> OpenAsync()
    {
        string root = Directory.CreateTempSubdirectory("bad-input-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "files"));
        Workspace workspace = await Workspace.OpenAsync(Path.Combine(root, "workspace"));
        FittedPipeline model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 3 }).Fit(s_data);
        ModelVersion version = await workspace.RunAsync("good", run => workspace.Models.RegisterAsync("income", model, producedBy: run));
        await workspace.Models.SetAliasAsync("income", "champion", version, expected: null);
        return new GoodWorkspace(root, workspace, model.Score(s_data));
    }

    /// <summary>Nothing is damaged, nothing was written beside the workspace, and the model in use answers as before.</summary>
    public async Task RequireIntactAsync(params string[] models)
    {
        Assert.Empty((await Workspace.VerifyAsync()).Problems);
        Assert.Equal(["files", "workspace"], Directory.GetFileSystemEntries(_root).Select(Path.GetFileName).Order());
        Assert.Equal(["artifacts", "workspace.db"], Directory.GetFileSystemEntries(Path.Combine(_root, "workspace")).Select(path => Path.GetFileName(path)!).Where(name => !name.StartsWith("workspace.db-", StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal)).Order());
        Assert.Equal([.. models.Append("income").Order()], (await Workspace.Models.ListModelsAsync()).Order());
        Assert.Single(await Workspace.Models.ListVersionsAsync("income"));
        FittedPipeline champion = await Workspace.Models.LoadAsync("income@champion");
        Assert.Null(SameBits.Difference(_expected, champion.Score(s_data)));
    }

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}

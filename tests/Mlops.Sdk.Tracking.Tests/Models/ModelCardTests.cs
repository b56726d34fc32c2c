using System.Text.Json.Nodes;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class ModelCardTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Card_RegisteredVersion_ShowsWhereItComesFromAndEscapesMarkup()
    {
        Dataset data = new Dataset(new NumberColumn("x|<script>", new double[] { 1, 2, 3, 4 }), CategoryColumn.FromValues("y", ["no", "yes", "no", "yes"])).WithRole("y", ColumnRole.Label);
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        ModelVersion version = await workspace.RunAsync("credit", async run =>
        {
            await run.LogDatasetAsync("train", data, source: "loans.csv");
            return await workspace.Models.RegisterAsync("m", Pipeline.Empty.TrainBoosting(new() { TreeCount = 1 }).Fit(data, run.Context), run);
        });
        EvaluationReport evaluation = Pipeline.Empty.TrainPrior().Fit(data).Evaluate(data);
        await workspace.Models.LogAsync(version.Reference, evaluation);
        await workspace.Models.SetAliasAsync("m", "champion", version, expected: null);
        ModelCard card = await workspace.Models.CardAsync(ModelReference.Parse("m@champion"), new() { Overview = "Says <b>who</b> pays.", Owners = ["risk team"], Limitations = ["Not for companies."] });

        string page = card.ToMarkdown();
        foreach (string part in (string[])["# m/1", "| aliases | champion |", "loans.csv", data.Fingerprint().Root, "| x\\|&lt;script> | Number |", "| evaluation/log_loss |", "Says &lt;b>who", "- Not for companies."]) Assert.Contains(part, page);
        Assert.DoesNotContain("<script>", page);
        JsonNode json = JsonNode.Parse(card.ToJson())!;
        Assert.Equal(("0.0.2", "m", "1"), ((string)json["schema_version"]!, (string)json["model_details"]!["name"]!, (string)json["model_details"]!["version"]!["name"]!));
        Assert.Equal("loans.csv", (string)json["model_parameters"]!["data"]![0]!["link"]!);
        Assert.Contains(json["quantitative_analysis"]!["performance_metrics"]!.AsArray(), metric => (string)metric!["type"]! == "log_loss");
        Assert.Equal("Not for companies.", (string)json["considerations"]!["limitations"]![0]!["description"]!);
    }
}

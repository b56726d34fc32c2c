using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Mlops.Sdk.Serving.Tests;

public sealed class ScorerTests : IAsyncLifetime
{
    private readonly LoanModels _models = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _models.InitializeAsync();

    public ValueTask DisposeAsync() => _models.DisposeAsync();

    [Fact]
    public async Task Score_RecordsOneByOneAndTogether_AnswerAsTheModelDoes()
    {
        await using ServiceProvider services = Provide(builder => builder.AddScorer<Loan, Decision>("loans@champion").AddScorer<Loan, Verdict>("loans/2"));
        var scorer = services.GetRequiredService<IScorer<Loan, Decision>>();
        Predictions expected = _models.First.Score(LoanModels.Rows);
        IReadOnlyList<Decision> together = scorer.Score(LoanModels.Loans);
        for (int row = 0; row < together.Count; row++)
        {
            Assert.Equal(expected[row].Score, together[row].Probability);
            Assert.Equal(expected[row].Class, together[row].Default.ToString(), ignoreCase: true);
            Assert.Equal(together[row], scorer.Score(LoanModels.Loans[row]));
        }

        Verdict verdict = services.GetRequiredService<IScorer<Loan, Verdict>>().Score(LoanModels.Loans[5]);
        Prediction other = _models.Second.Score(LoanModels.Rows)[5];
        Assert.Equal((other.Class, (float)other.Score, other.Probability("no")), (verdict.Class, verdict.Score, verdict.Probabilities["no"]));
        Assert.Empty(scorer.Score([]));
    }

    [Fact]
    public async Task Score_DictionaryJsonAndDataset_AnswerAsTheModelDoes()
    {
        await using ServiceProvider services = Provide(builder => builder.AddScorer("loans@champion"));
        IScorer scorer = services.GetRequiredKeyedService<IScorer>("loans@champion");
        double expected = _models.First.Score(LoanModels.Rows)[1].Score;
        Assert.Equal(expected, scorer.Score(LoanModels.Rows)[1].Score);
        Assert.Equal(expected, scorer.Score(new Dictionary<string, object?> { ["debt-ratio"] = 1 / 64.0, ["late_payments"] = 1, ["Owner"] = false }).Score);
        Assert.Equal(expected, scorer.Score(JsonDocument.Parse("""{"debt-ratio": 0.015625, "late_payments": 1, "Owner": false}""").RootElement).Score);
        Assert.Equal("loans/1", scorer.Version.ToString());
    }

    [Fact]
    public async Task Load_TypesThatDoNotFit_NameEveryMember()
    {
        await using ServiceProvider services = Provide(builder => builder.AddScorer<Unfit, Decision>("loans@champion").AddScorer<Loan, Odd>("loans@champion"));
        MlopsException input = Assert.Throws<MlopsException>(() => services.GetRequiredService<IScorer<Unfit, Decision>>().Score([]));
        Assert.Equal("MLO8001", input.Code);
        Assert.All(["'DebtRatio' is String", "'late_payments'", "'Owner'"], part => Assert.Contains(part, input.Message, StringComparison.Ordinal));
        MlopsException output = await Assert.ThrowsAsync<MlopsException>(() => services.GetRequiredService<IScorer<Loan, Odd>>().RefreshAsync(Stop));
        Assert.Equal("MLO8002", output.Code);
        Assert.Contains("'Colour'", output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_NewVersionThatDoesNotFit_KeepsTheOldOneAndTellsWhy()
    {
        await using ServiceProvider services = Provide(builder => builder.AddScorer<Loan, Decision>("loans@champion"));
        var scorer = services.GetRequiredService<IScorer<Loan, Decision>>();
        Assert.True(await scorer.RefreshAsync(Stop));
        FittedPipeline wider = Pipeline.Empty.TrainLightGbm(new() { TreeCount = 2 }).Fit(LoanModels.Rows.With(new NumberColumn("income", (double[])[.. Enumerable.Range(0, 64).Select(i => (double)i)])).With(CategoryColumn.FromValues("Default", Enumerable.Range(0, 64).Select(i => i < 32 ? "no" : "yes")), ColumnRole.Label));
        await _models.Workspace.Models.RegisterAsync("loans", wider, cancellationToken: Stop);
        await _models.PointAtAsync(3, expected: 1);
        Assert.False(await scorer.RefreshAsync(Stop));
        Assert.Contains("'income'", scorer.LastError!.Message, StringComparison.Ordinal);
        Assert.Equal(1, scorer.Score(LoanModels.Loans[0]).Version.Version);
        await _models.PointAtAsync(2, expected: 3);
        Assert.True(await scorer.RefreshAsync(Stop));
        Assert.Null(scorer.LastError);
        Assert.Equal(2, scorer.Score(LoanModels.Loans[0]).Version.Version);
    }

    [Fact]
    public async Task Score_EightThreadsWhileTheAliasMoves_EveryAnswerIsOneModelsOwn()
    {
        await using ServiceProvider services = Provide(builder => builder.AddScorer<Loan, Decision>("loans@champion"));
        var scorer = services.GetRequiredService<IScorer<Loan, Decision>>();
        Predictions[] expected = [_models.First.Score(LoanModels.Rows), _models.Second.Score(LoanModels.Rows)];
        Assert.True(await scorer.RefreshAsync(Stop));
        using var done = new CancellationTokenSource();
        var seen = new long[2];
        Task[] threads = [.. Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(() =>
        {
            for (int call = thread; call < 8 * 60 || !done.IsCancellationRequested; call += 8)
            {
                int row = call % LoanModels.Loans.Count;
                Decision answer = scorer.Score(LoanModels.Loans[row]);
                Assert.Equal(expected[answer.Version.Version - 1][row].Score, answer.Probability);
                Interlocked.Increment(ref seen[answer.Version.Version - 1]);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (int move = 0; move < 8; move++)
        {
            await _models.PointAtAsync(2 - move % 2, expected: 1 + move % 2);
            Assert.True(await scorer.RefreshAsync(Stop));
        }

        await done.CancelAsync();
        await Task.WhenAll(threads);
        Assert.All(seen, count => Assert.True(count > 0));
    }

    [Fact]
    public async Task Host_AliasMoves_IsFollowedAtTheNextPoll()
    {
        var time = new FakeTimeProvider();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMlops(new() { Workspace = _models.Folder, Time = time, PollInterval = TimeSpan.FromMinutes(1) }).AddScorer<Loan, Decision>("loans@champion");
        using IHost host = builder.Build();
        await host.StartAsync(Stop);
        var scorer = host.Services.GetRequiredService<IScorer<Loan, Decision>>();
        Assert.Equal(1, scorer.Version.Version);
        await _models.PointAtAsync(2, expected: 1);
        while (scorer.Version.Version == 1)
        {
            Stop.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Host_UnknownAlias_DoesNotStart()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMlops(new() { Workspace = _models.Folder }).AddScorer("loans@chompion");
        using IHost host = builder.Build();
        MlopsException error = await Assert.ThrowsAsync<MlopsException>(() => host.StartAsync(Stop));
        Assert.Contains("champion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_SignaturesRequired_StartsWithASignedModelAlone()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        MlopsOptions options = new() { Workspace = _models.Folder, Signatures = SignatureCheck.Require(TrustedKey.From("release", key)) };
        HostApplicationBuilder unsigned = Host.CreateEmptyApplicationBuilder(null);
        unsigned.Services.AddMlops(options).AddScorer("loans@champion");
        using (IHost host = unsigned.Build()) Assert.Equal("MLO6050", (await Assert.ThrowsAsync<MlopsException>(() => host.StartAsync(Stop))).Code);

        ModelVersion version = await _models.Workspace.Models.RegisterAsync("loans", await _models.Workspace.Models.LoadAsync("loans/1", Stop), new RegistrationOptions { SigningKey = key }, null, Stop);
        await _models.PointAtAsync(version.Version, expected: 1);
        HostApplicationBuilder signed = Host.CreateEmptyApplicationBuilder(null);
        signed.Services.AddMlops(options).AddScorer("loans@champion");
        using IHost serving = signed.Build();
        await serving.StartAsync(Stop);
        await serving.StopAsync(Stop);
    }

    private ServiceProvider Provide(Action<MlopsBuilder> add)
    {
        var services = new ServiceCollection();
        add(services.AddMlops(new() { Workspace = _models.Folder }));
        return services.BuildServiceProvider();
    }
}

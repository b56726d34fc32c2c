using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Sdk.Serving.Tests;

public sealed class RequiredRulesTests : IAsyncLifetime
{
    private readonly LoanModels _models = new();

    public ValueTask InitializeAsync() => _models.InitializeAsync();

    public ValueTask DisposeAsync() => _models.DisposeAsync();

    [Fact]
    public async Task Score_LevelThatTheRulesDoNotKnow_ReachesThemFromEveryKindOfRow()
    {
        Dataset train = LoanModels.Rows
            .With(CategoryColumn.FromValues("city", LoanModels.Loans.Select((_, i) => i % 2 == 0 ? "Bern" : "Rome")), ColumnRole.Ignored)
            .With(CategoryColumn.FromValues("Default", LoanModels.Loans.Select(loan => loan.DebtRatio > 0.5 ? "yes" : "no")), ColumnRole.Label);
        FittedPipeline model = Pipeline.Empty.Require(DataRules.Empty.Column("city", city => city.InSet("Bern", "Rome"))).TrainLightGbm(new() { TreeCount = 3 }).Fit(train);
        int version = (await _models.Workspace.Models.RegisterAsync("loans", model)).Version;
        await _models.PointAtAsync(version, 1);
        var services = new ServiceCollection();
        services.AddMlops(new() { Workspace = _models.Folder }).AddScorer<CityLoan, Decision>("loans@champion").AddScorer("loans@champion");
        await using ServiceProvider provider = services.BuildServiceProvider();
        var typed = provider.GetRequiredService<IScorer<CityLoan, Decision>>();
        Assert.Equal(model.Score(train)[0].Score, typed.Score(new CityLoan(0, 0, null, "Bern")).Probability);
        Assert.Throws<DataRulesException>(() => typed.Score(new CityLoan(0, 0, null, "Oslo")));
        IScorer untyped = provider.GetRequiredKeyedService<IScorer>("loans@champion");
        Assert.Throws<DataRulesException>(() => untyped.Score(new Dictionary<string, object?> { ["debt-ratio"] = 0.0, ["late_payments"] = 0, ["Owner"] = null, ["city"] = "Oslo" }));
    }

    private sealed record CityLoan(double DebtRatio, int LatePayments, bool? Owner, string City);
}

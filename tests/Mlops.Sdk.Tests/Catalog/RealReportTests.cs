using System.Globalization;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tests.Catalog;

/// <summary>The catalog reads profiles and validations by their JSON, as it does not know their package: these are the real ones.</summary>
public sealed class RealReportTests
{
    [Fact]
    public async Task Log_ProfileAndValidation_TellQualityAndPersonalData()
    {
        var people = new Dataset(
            new NumberColumn("age", Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? double.NaN : 20 + i).ToArray()),
            TextColumn.FromValues("contact", Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"person.{i}@example.org"))));
        DataRules rules = DataRules.Infer(people);
        await using Workspace workspace = InMemoryWorkspace.Create();
        await workspace.Catalog.RegisterAsync("people", people);
        await workspace.Catalog.LogAsync("people/1", people.Profile());
        Dataset spoilt = people.With(new NumberColumn("age", Enumerable.Repeat(double.PositiveInfinity, 40).ToArray()));
        ValidationReport broken = rules.Validate(spoilt);
        Assert.False(broken.Passed);
        await workspace.Catalog.LogAsync("people/1", broken);
        VersionQuality quality = Assert.Single((await workspace.Catalog.QualityAsync("people")).Versions);
        Assert.Equal(10.0 / 80, quality.MissingFraction);
        Assert.Equal((double)broken.Results.Count(result => result.Outcome == RuleOutcome.Passed) / broken.Results.Length, quality.RulesPassedFraction);
        Assert.InRange(quality.RulesPassedFraction!.Value, 0.01, 0.99);
        PiiClass suggested = (await workspace.Catalog.GetAsync("people")).Column("contact").Pii!;
        Assert.Equal((nameof(PiiKind.Email), PiiStatus.Suggested), (suggested.Kind, suggested.Status));
        Assert.Null((await workspace.Catalog.GetAsync("people")).Column("age").Pii);

        // The next version breaks rules that held.
        await workspace.Catalog.LogAsync("people/1", rules.Validate(people));
        await workspace.Catalog.RegisterAsync("people", spoilt);
        await workspace.Catalog.LogAsync("people/2", broken);
        DatasetQualityReport trend = await workspace.Catalog.QualityAsync("people");
        Finding told = Assert.Single(trend.Findings, finding => finding.Code == "CAT011");
        Assert.Equal((trend.Versions[1].RulesPassedFraction, 1.0), (told.Value, told.Threshold));
    }
}

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class SourceTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    [Theory]
    [InlineData("Server=db;User Id=sa;Password=secret1")]
    [InlineData("Host=db;pwd=secret1")]
    [InlineData("https://ann:secret1@example.org/data")]
    [InlineData("https://x.blob.core.windows.net/a?sv=2020&sig=secret1")]
    [InlineData("s3://bucket/a?X-Amz-Signature=secret1")]
    [InlineData("Server=db;Database=x")]
    [InlineData("DefaultEndpointsProtocol=https;AccountKey=secret1")]
    [InlineData("api key=secret1")]
    public async Task Save_LocationWithASecret_IsRefusedWithoutRepeatingIt(string location)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.SaveSourceAsync(new() { Name = "core", Location = location }));
        Assert.DoesNotContain("secret1", refused.Message);
        Assert.Contains("name of the connection", refused.Message);
    }

    [Theory]
    [InlineData("warehouse")]
    [InlineData("/data/loans/*.csv")]
    [InlineData(@"C:\data\loans=2026\x.csv")]
    [InlineData("https://example.org/loans.csv?year=2026")]
    public async Task Save_PlainLocation_IsTaken(string location)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        Assert.Equal(location, (await workspace.Catalog.SaveSourceAsync(new() { Name = "core", Location = location })).Location);
    }

    [Theory]
    [MemberData(nameof(CatalogWorkspaces.Both), MemberType = typeof(CatalogWorkspaces))]
    public async Task CheckFreshness_CadencePassed_IsAFindingUntilDataArrives(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.SaveSourceAsync(new() { Name = "core", Location = "warehouse", Owner = "bank team", Cadence = TimeSpan.FromDays(1), Grace = TimeSpan.FromHours(2) });
        await workspace.Catalog.SaveSourceAsync(new() { Name = "manual", Location = "by hand" });
        _workspaces.Time.Advance(TimeSpan.FromHours(26));
        Assert.Empty((await workspace.Catalog.CheckFreshnessAsync()).Findings);
        _workspaces.Time.Advance(TimeSpan.FromHours(24));
        SourceFreshnessReport report = await workspace.Catalog.CheckFreshnessAsync();
        Finding late = Assert.Single(report.Findings);
        Assert.Equal(("CAT001", 24.0), (late.Code, late.Value));
        Assert.Contains("\"core\" is late by 24 hours", late.Message);
        Assert.Contains("bank team", late.Message);
        Assert.Equal("core", Assert.Single(report.LateSources).Name);
        await workspace.Catalog.NoteArrivalAsync("core");
        Assert.Empty((await workspace.Catalog.CheckFreshnessAsync()).Findings);
    }

    // Data that comes at two in the morning in Berlin, in the two nights in which the clock there is set.
    [Theory]
    [InlineData("2026-03-28T02:00:00+01:00", "2026-03-29T03:00:00+02:00", 24.0)]
    [InlineData("2026-10-24T02:00:00+02:00", "2026-10-25T02:00:00+01:00", 25.0)]
    public async Task CheckFreshness_ClockIsSetForwardOrBack_CountsHoursThatPassed(string arrival, string next, double hours)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse(arrival, System.Globalization.CultureInfo.InvariantCulture));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(14), "far", "far"));
        await using Workspace workspace = Mlops.Sdk.Testing.InMemoryWorkspace.Create(Support.Samples.Options with { Time = time });
        await workspace.Catalog.SaveSourceAsync(new() { Name = "core", Location = "warehouse", Cadence = TimeSpan.FromDays(1) });
        await workspace.Catalog.SaveSourceAsync(new() { Name = "lenient", Location = "warehouse", Cadence = TimeSpan.FromDays(1), Grace = TimeSpan.FromHours(1) });
        foreach (string name in (string[])["core", "lenient"]) await workspace.Catalog.NoteArrivalAsync(name);
        time.SetUtcNow(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime());
        SourceFreshnessReport report = await workspace.Catalog.CheckFreshnessAsync();
        Assert.Equal(hours, (time.GetUtcNow() - report.Sources[0].LastArrival!.Value).TotalHours);
        Assert.Equal(hours > 24 ? ["core"] : [], report.LateSources.Select(source => source.Name));
    }
}

using System.Text.Json;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class QualityTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Quality_ReportsOverVersions_IsATrendWithFindings(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(3).Drop("Purpose").With(new NumberColumn("Rate", new double[] { 1, 2, 3 })));
        await workspace.Catalog.LogAsync("loans/1", new FakeProfile(missing: 2, errors: 0, "Email"));
        await workspace.Catalog.LogAsync("loans/1", new FakeProfile(missing: 1, errors: 0, "Email"));
        await workspace.Catalog.LogAsync("loans/2", new FakeProfile(missing: 6, errors: 2));
        DatasetQualityReport quality = await workspace.Catalog.QualityAsync("loans");
        Assert.Equal([0.0, 2.0], quality.Versions.Select(version => version.Errors!.Value));
        Assert.Equal([0.1, 0.6], quality.Versions.Select(version => version.MissingFraction!.Value));
        Finding worse = Assert.Single(quality.Findings);
        Assert.Equal(("CAT010", Severity.Warning), (worse.Code, worse.Severity));
        Assert.Contains("PROF999", worse.Message);
        Assert.Contains("<svg", quality.ToHtml());
        VersionReport kept = Assert.Single(await workspace.Catalog.ListReportsAsync("loans/1"));
        Assert.Equal(["reports/profile.html", "reports/profile.json"], kept.Artifacts.Select(artifact => artifact.Path));
        Assert.Equal(0.1, kept.Metrics["missing_fraction"]);
        Assert.True((await workspace.VerifyAsync()).IsSound);
        SchemaChange change = (await workspace.Catalog.SchemaHistoryAsync("loans"))[1];
        Assert.Equal(["column 'Rate' (Number) was added", "column 'Purpose' (Category) was removed"], change.Changes);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Log_ProfileWithPersonalData_SuggestsUntilAPersonDecides(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.LogAsync("loans/1", new FakeProfile(0, 0, "Email", "Purpose", "NotThere"));
        DatasetEntry entry = await workspace.Catalog.GetAsync("loans");
        Assert.Equal([("Email", PiiStatus.Suggested), ("Purpose", PiiStatus.Suggested)], entry.Columns.Select(column => (column.Name, column.Pii!.Status)));
        Assert.Equal("90% of the values, by Values", entry.Column("Email").Pii!.Evidence);
        await workspace.Catalog.ClassifyAsync("loans", "Email", "Email");
        await workspace.Catalog.ClassifyAsync("loans", "Purpose", null);
        await workspace.Catalog.LogAsync("loans/1", new FakeProfile(0, 0, "Email", "Purpose"));
        entry = await workspace.Catalog.GetAsync("loans");
        Assert.Equal([PiiStatus.Confirmed, PiiStatus.Rejected], entry.Columns.Select(column => column.Pii!.Status));
        Assert.Equal(("ann", _workspaces.Time.GetUtcNow()), (entry.Column("Email").Pii!.DecidedBy, entry.Column("Email").Pii!.DecidedAt));
    }

    /// <summary>A report in the form of a profile: 10 values, some missing, findings, and columns that hold addresses.</summary>
    private sealed class FakeProfile(int missing, int errors, params string[] pii)
        : Report("Profile", Enumerable.Range(0, errors).Select(_ => new Finding("PROF999", Severity.Error, null, "It is bad.")))
    {
        public override string Kind => "profile";

        protected override ReportContent BuildContent() => new("Profile", []);

        protected override void WriteData(Utf8JsonWriter writer)
        {
            writer.WriteStartArray("columns");
            foreach (string name in pii.DefaultIfEmpty("x").Take(1).Concat(pii.Skip(1)))
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteNumber("rows", name == pii.FirstOrDefault() || name == "x" ? 10 : 0);
                writer.WriteNumber("missing", name == pii.FirstOrDefault() || name == "x" ? missing : 0);
                if (pii.Length > 0)
                {
                    writer.WriteStartArray("pii");
                    writer.WriteStartObject();
                    writer.WriteString("kind", "Email");
                    writer.WriteNumber("share", 0.9);
                    writer.WriteString("evidence", "Values");
                    writer.WriteEndObject();
                    writer.WriteEndArray();
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}

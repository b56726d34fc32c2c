using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

/// <summary>Workspaces over both stores, under a clock that stands still.</summary>
public sealed class CatalogWorkspaces : IDisposable
{
    private readonly TempDirectory _directory = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public static TheoryData<bool> Both => [true, false];

    public static Dataset Loans { get; } = new Dataset(
        new IntegerColumn("LoanId", new long[] { 1, 2, 3, 4 }),
        new NumberColumn("Amount", new double[] { 100, 250.5, double.NaN, 80 }),
        CategoryColumn.FromValues("Purpose", ["car", "house", "car", null]),
        TextColumn.FromValues("Email", ["a@example.org", "b@example.org", null, "d@example.org"])).WithRole("LoanId", ColumnRole.Id);

    public string File(string name) => _directory.File(name);

    public async Task<Workspace> OpenAsync(bool memory, string user = "ann", string folder = "w")
    {
        WorkspaceOptions options = Samples.Options with { Time = Time, User = user };
        return memory ? InMemoryWorkspace.Create(options) : await Workspace.OpenAsync(_directory.File(folder), options);
    }

    public void Dispose() => _directory.Dispose();
}

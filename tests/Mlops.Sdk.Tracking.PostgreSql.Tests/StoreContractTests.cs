using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class StoreContractTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public Task Verify_PostgreSql_KeepsTheContract() => StoreContract.VerifyAsync(() => server.OpenAsync());

    [Fact]
    public Task VerifyDocuments_PostgreSql_Holds() => StoreContract.VerifyDocumentsAsync(async () => await server.OpenStoreAsync());
}

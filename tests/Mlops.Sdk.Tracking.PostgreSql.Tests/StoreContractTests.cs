using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class StoreContractTests(TestServer server) : IClassFixture<TestServer>
{
    [ServerFact]
    public Task Verify_PostgreSql_KeepsTheContract() => StoreContract.VerifyAsync(() => server.OpenAsync());

    [ServerFact]
    public Task VerifyStore_PostgreSql_KeepsTheContract() => StoreContract.VerifyStoreAsync(async () => await server.OpenStoreAsync());

    [ServerFact]
    public Task VerifyDocuments_PostgreSql_Holds() => StoreContract.VerifyDocumentsAsync(async () => await server.OpenStoreAsync());
}

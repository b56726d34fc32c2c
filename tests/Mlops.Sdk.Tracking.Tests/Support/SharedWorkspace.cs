using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>Stores that many principals have open at once.</summary>
internal sealed class SharedWorkspace
{
    private readonly WorkspaceOptions _options;

    private SharedWorkspace(WorkspaceOptions? options) => _options = options ?? Samples.Options;

    public InMemoryWorkspaceStore Store { get; } = new();

    public IArtifactStore Artifacts { get; } = new InMemoryArtifactStore();

    public Workspace Owner { get; private set; } = null!;

    /// <summary>A workspace that asks for a principal, with an owner <c>ann</c> and persons.</summary>
    public static async Task<SharedWorkspace> CreateAsync(params string[] persons)
    {
        var shared = new SharedWorkspace(null);
        shared.Owner = shared.Open(null);
        await shared.Owner.Access.RequirePrincipalAsync("ann");
        foreach (string person in persons) await shared.Owner.Access.AddPrincipalAsync(person);
        return shared;
    }

    public Workspace Open(string? principal) => Workspace.FromStores(Store, Artifacts, _options with { Principal = principal is null ? null : PrincipalSource.Named(principal) });

    public static async Task<MlopsException> RefusedAsync(string code, Func<Task> call)
    {
        MlopsException refused = await Assert.ThrowsAnyAsync<MlopsException>(call);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}

using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the acting principal gets of a dataset of the catalog.</summary>
internal sealed class DatasetGuard(AccessGate gate, IWorkspaceStore store, IArtifactStore artifacts) : IDatasetPolicy
{
    /// <summary>The stored files without the guard, for whoever applies the policies to what they read of them before anybody gets it.</summary>
    public IArtifactStore Artifacts => artifacts;

    /// <summary>The records without the guard, for the same.</summary>
    public IWorkspaceStore Store => store;

    public async ValueTask<Dataset> ApplyAsync(string dataset, Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return data;
        Securable securable = Securable.Of(SecurableKind.Dataset, dataset);
        await session.RequireAsync(Privilege.Use, securable).ConfigureAwait(false);
        var seen = data.Schema.Select(field => field.Name).Where(column => session.Allows(Privilege.Select, Securable.Of(SecurableKind.Column, dataset, column))).ToHashSet(StringComparer.Ordinal);
        if (seen.Count == 0) await session.RequireAsync(Privilege.Select, securable).ConfigureAwait(false);
        IReadOnlyCollection<DatasetPolicy> policies = session.State.PoliciesFor(session.Name, dataset);
        if (policies.Count == 0 && seen.Count == data.ColumnCount) return data;
        return await Task.Run(() => DatasetMasker.Apply(data, dataset, session.Name, policies, seen.Contains, session.State.Secret, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> HidesAsync(string dataset, CancellationToken cancellationToken = default) =>
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session && Hides(session, dataset);

    /// <summary>Whether how far a source was taken in, which is a value of a dataset, is hidden: from whom something of the catalog is hidden and who may not take in data.</summary>
    public async ValueTask<bool> HidesWatermarksAsync(CancellationToken cancellationToken = default) =>
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session && !session.Allows(Privilege.Modify, Securable.Catalog) && session.State.Lacks(session.Name, Privilege.Select, Securable.Catalog) is not null;

    /// <summary>What is hidden of a dataset, and to whom a copy of it under another name shows it; nothing for who does not manage the dataset.</summary>
    public async ValueTask<IReadOnlyList<(string Hidden, string[] To)>> ShownByAsync(DatasetVersion copy, string dataset, CancellationToken cancellationToken = default) =>
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session && session.Allows(Privilege.Manage, Securable.Of(SecurableKind.Dataset, dataset)) ? [.. session.State.ShownBy(copy.Name, dataset, copy.Schema)] : [];

    public static bool Hides(AccessSession session, string dataset) => session.State.Lacks(session.Name, Privilege.Select, Securable.Of(SecurableKind.Dataset, dataset)) is not null;
}

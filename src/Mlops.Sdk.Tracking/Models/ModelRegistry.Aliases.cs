using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>Moves an alias to a version if the expected version holds it: of two callers that race, one wins and the other is told.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias, such as <c>champion</c>.</param>
    /// <param name="version">The version that is to hold it.</param>
    /// <param name="expected">The version that holds it now; null when nobody does.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6044: another version holds it, and the message says which; MLO6042: there is no such version; MLO6045: it is archived.</exception>
    public Task<AliasChange> SetAliasAsync(string name, string alias, ModelVersion version, ModelVersion? expected, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        CheckModel(name, version, nameof(version));
        if (expected is not null) CheckModel(name, expected, nameof(expected));
        return SetAliasAsync(name, alias, version.Version, expected?.Version, cancellationToken);
    }

    /// <summary>Moves an alias to a version if the expected version holds it: of two callers that race, one wins and the other is told.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias, such as <c>champion</c>.</param>
    /// <param name="version">The number of the version that is to hold it.</param>
    /// <param name="expected">The number of the version that holds it now; null when nobody does.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6044: another version holds it, and the message says which; MLO6042: there is no such version; MLO6045: it is archived.</exception>
    public Task<AliasChange> SetAliasAsync(string name, string alias, int version, int? expected, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return MoveAsync(name, alias, version, expected, null, cancellationToken);
    }

    /// <summary>Moves an alias to a version if the expected version holds it, and says why.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias, such as <c>champion</c>.</param>
    /// <param name="version">The number of the version that is to hold it.</param>
    /// <param name="expected">The number of the version that holds it now; null when nobody does.</param>
    /// <param name="reason">Why; it stays in the history.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6044: another version holds it, and the message says which; MLO6042: there is no such version; MLO6045: it is archived.</exception>
    public Task<AliasChange> SetAliasAsync(string name, string alias, int version, int? expected, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        ArgumentNullException.ThrowIfNull(reason);
        return MoveAsync(name, alias, version, expected, reason, cancellationToken);
    }

    /// <summary>Takes an alias away if the expected version holds it. Its history stays.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="expected">The number of the version that holds it now.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6044: another version holds it, and the message says which.</exception>
    public Task<AliasChange> RemoveAliasAsync(string name, string alias, int expected, CancellationToken cancellationToken = default) => MoveAsync(name, alias, null, expected, null, cancellationToken);

    /// <summary>The aliases of a model and the versions that hold them.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyDictionary<string, int>> ListAliasesAsync(string name, CancellationToken cancellationToken = default)
    {
        SortedDictionary<string, int> held = new(StringComparer.Ordinal);
        foreach (AliasChange change in await _store.Models.ReadAliasHistoryAsync(Names.Model(name), null, cancellationToken).ConfigureAwait(false))
        {
            if (change.Version is int version) held[change.Alias] = version;
            else held.Remove(change.Alias);
        }

        return held;
    }

    /// <summary>Every move of an alias, the first one first.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<AliasChange>> AliasHistoryAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        _store.Models.ReadAliasHistoryAsync(Names.Model(name), Names.Model(alias), cancellationToken);

    private async Task<AliasChange> MoveAsync(string name, string alias, int? version, int? expected, string? reason, CancellationToken cancellationToken)
    {
        var change = new AliasChange(Names.Model(name), Names.Model(alias), version, expected, _time.GetUtcNow(), _user, reason);
        AliasMove move = await _store.Models.MoveAliasAsync(change, Audit("alias.move", $"{name}@{alias}", change.ChangedAt, $"{change.Previous?.ToString(CultureInfo.InvariantCulture) ?? "none"} to {version?.ToString(CultureInfo.InvariantCulture) ?? "none"}{(reason is null ? "" : ": " + reason)}"), cancellationToken).ConfigureAwait(false);
        return move.Moved ? change : throw TrackingErrors.AliasMoved(name, alias, expected, move.Holder);
    }

    private static void CheckModel(string name, ModelVersion version, string parameter)
    {
        if (version.Name != name) throw new ArgumentException($"{version} is a version of \"{version.Name}\", and the alias belongs to \"{name}\".", parameter);
    }
}

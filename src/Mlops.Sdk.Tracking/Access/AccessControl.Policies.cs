using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class AccessControl
{
    /// <summary>Hides rows of a dataset wherever it is read. Of several filters that are for a principal all must hold.</summary>
    /// <param name="dataset">The dataset of the catalog.</param>
    /// <param name="rows">Which rows may be seen.</param>
    /// <param name="principals">Whom it is for; null for everyone, owners included.</param>
    /// <param name="except">Whom it is not for; null for nobody.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="AccessDeniedException">Who acts does not manage the dataset.</exception>
    public Task<DatasetPolicy> FilterRowsAsync(string dataset, RowFilter rows, IReadOnlyCollection<string>? principals = null, IReadOnlyCollection<string>? except = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        // What is kept is the text, which is read again.
        return SetPolicyAsync(new DatasetPolicy { Number = 0, Dataset = Names.Key(dataset), Rows = RowFilter.Parse(rows.ToString()), SetBy = "", SetAt = default }, principals, except, cancellationToken);
    }

    /// <summary>Masks a column of a dataset wherever it is read. Of several masks that are for a principal all are applied.</summary>
    /// <param name="dataset">The dataset of the catalog.</param>
    /// <param name="column">The column, by its very name.</param>
    /// <param name="mask">What stands in place of its values.</param>
    /// <param name="principals">Whom it is for; null for everyone, owners included.</param>
    /// <param name="except">Whom it is not for; null for nobody.</param>
    /// <param name="mayBeAbsent">Whether versions without the column may be seen by those whom it is for. By default nothing of them is shown (MLO6088), for a column that was renamed, or whose name was misspelt here, would be seen in full.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="AccessDeniedException">Who acts does not manage the dataset.</exception>
    public Task<DatasetPolicy> MaskColumnAsync(string dataset, string column, ColumnMask mask, IReadOnlyCollection<string>? principals = null, IReadOnlyCollection<string>? except = null, bool mayBeAbsent = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(mask);
        return SetPolicyAsync(new DatasetPolicy { Number = 0, Dataset = Names.Key(dataset), Column = column, Mask = mask, MayBeAbsent = mayBeAbsent, SetBy = "", SetAt = default }, principals, except, cancellationToken);
    }

    /// <summary>Removes a policy.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    /// <exception cref="AccessDeniedException">Who acts does not manage the dataset.</exception>
    /// <exception cref="MlopsException">MLO6087: who acts is no owner, and a part of the dataset is hidden from them.</exception>
    public async Task RemovePolicyAsync(int number, CancellationToken cancellationToken = default)
    {
        await RequireManageAsync(Securable.Dataset(FindPolicy(await RightsAsync(cancellationToken).ConfigureAwait(false), number).Dataset), cancellationToken).ConfigureAwait(false);
        await ChangeAsync("remove policies", draft =>
        {
            DatasetPolicy policy = FindPolicy(draft.Origin, number);
            Securable on = Securable.Dataset(policy.Dataset);
            CheckManaged(draft, on);
            CheckHeld(draft, on, [Privilege.Select], $"remove {policy}");
            return new Change(draft, [AccessDocuments.Remove(draft.Origin, AccessDocuments.Policies, number)], "access.policy.remove", on.ToString(), policy.ToString());
        }, cancellationToken, ownersOnly: false).ConfigureAwait(false);
    }

    /// <summary>The policies of a dataset by number, for who manages it.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="AccessDeniedException">Who acts does not manage the dataset.</exception>
    public async Task<IReadOnlyList<DatasetPolicy>> ListPoliciesAsync(string dataset, CancellationToken cancellationToken = default)
    {
        await RequireManageAsync(Securable.Dataset(dataset), cancellationToken).ConfigureAwait(false);
        return [.. (await RightsAsync(cancellationToken).ConfigureAwait(false)).Policies.Where(policy => policy.Dataset == dataset).OrderBy(policy => policy.Number)];
    }

    private async Task<DatasetPolicy> SetPolicyAsync(DatasetPolicy policy, IReadOnlyCollection<string>? principals, IReadOnlyCollection<string>? except, CancellationToken cancellationToken)
    {
        Securable on = Securable.Dataset(policy.Dataset);
        await RequireManageAsync(on, cancellationToken).ConfigureAwait(false);
        if (principals is { Count: 0 }) throw new ArgumentException("A policy for nobody hides nothing. Give null for everyone.", nameof(principals));
        DatasetPolicy? set = null;
        await ChangeAsync("set policies", draft =>
        {
            foreach (string name in (principals ?? []).Concat(except ?? []))
                if (name != Principal.Everyone) Known(draft.Origin, name);
            CheckManaged(draft, on);
            set = policy with { Number = draft.LastNumber + 1, For = principals is null ? [Principal.Everyone] : [.. principals], Except = [.. except ?? []], SetBy = draft.Actor, SetAt = _gate.Now };
            return new Change(draft with { LastNumber = set.Number }, [AccessDocuments.Write(set)], "access.policy.set", on.ToString(), set.ToString());
        }, cancellationToken, ownersOnly: false).ConfigureAwait(false);
        return set!;
    }

    private static DatasetPolicy FindPolicy(AccessState state, int number) =>
        state.Policies.FirstOrDefault(policy => policy.Number == number) ?? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no policy #{number}. ListPoliciesAsync tells those of a dataset."), nameof(number));
}

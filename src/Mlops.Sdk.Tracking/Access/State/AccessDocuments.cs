using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Access rights as documents. Every change writes the state document as well, so that its revision tells whether anything changed, and of two changes at once one begins again on what the other left.</summary>
internal static class AccessDocuments
{
    public const string Prefix = "access.", State = "access.state", Principals = "access.principal", Roles = "access.role", Grants = "access.grant", Policies = "access.policy", StateKey = "state";

    public static async Task<int> RevisionAsync(IDocumentStore store, CancellationToken cancellationToken) =>
        (await store.FindAsync(State, StateKey, null, cancellationToken).ConfigureAwait(false))?.Revision ?? 0;

    public static async Task<AccessState> LoadAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        while (true)
        {
            StoredDocument? state = await store.FindAsync(State, StateKey, null, cancellationToken).ConfigureAwait(false);
            if (state is null) return AccessState.Open;
            Dictionary<(string, string), int> revisions = [];
            List<StoredDocument> principals = await ReadAsync(Principals).ConfigureAwait(false), roles = await ReadAsync(Roles).ConfigureAwait(false), grants = await ReadAsync(Grants).ConfigureAwait(false), policies = await ReadAsync(Policies).ConfigureAwait(false);
            // What was read is of one moment when nothing changed meanwhile.
            if (await RevisionAsync(store, cancellationToken).ConfigureAwait(false) != state.Revision) continue;
            StateBody body = AccessJson.Read(state, AccessJson.Default.StateBody);
            return new AccessState
            {
                Revision = state.Revision,
                IsRequired = body.IsRequired,
                LastNumber = body.LastNumber,
                Secret = Bytes(state, body.Secret),
                Principals = principals.Select(PrincipalOf).ToFrozenDictionary(principal => principal.Name, StringComparer.Ordinal),
                Roles = AccessRole.BuiltIn.Concat(roles.Select(RoleOf)).ToFrozenDictionary(role => role.Name, StringComparer.Ordinal),
                Grants = [.. grants.Select(GrantOf)],
                Policies = [.. policies.Select(PolicyOf)],
                Revisions = revisions.ToFrozenDictionary(),
            };

            async Task<List<StoredDocument>> ReadAsync(string kind)
            {
                List<StoredDocument> all = [];
                var query = new DocumentQuery { Kind = kind };
                while (true)
                {
                    IReadOnlyList<StoredDocument> page = await store.SearchAsync(query, cancellationToken).ConfigureAwait(false);
                    foreach (StoredDocument document in page)
                    {
                        all.Add(document);
                        revisions[(kind, document.Key)] = document.Revision;
                    }

                    if (page.Count < query.Most) return all;
                    query = query with { After = page[^1].Key };
                }
            }
        }
    }

    public static string Key(int number) => number.ToString("D9", CultureInfo.InvariantCulture);

    public static string Write(bool isRequired, int lastNumber, ReadOnlyMemory<byte> secret) => JsonSerializer.Serialize(new StateBody(isRequired, lastNumber, Convert.ToBase64String(secret.Span)), AccessJson.Default.StateBody);

    public static DocumentWrite Write(AccessState state, Principal principal) => new(Principals, principal.Name, state.RevisionOf(Principals, principal.Name),
        JsonSerializer.Serialize(new PrincipalBody(principal.Kind, principal.IsOwner, principal.IsDisabled, [.. principal.Members]), AccessJson.Default.PrincipalBody));

    public static DocumentWrite Write(AccessState state, AccessRole role) => new(Roles, role.Name, state.RevisionOf(Roles, role.Name),
        JsonSerializer.Serialize(new RoleBody([.. role.Privileges]), AccessJson.Default.RoleBody));

    public static DocumentWrite Write(AccessGrant grant) => new(Grants, Key(grant.Number), 0,
        JsonSerializer.Serialize(new GrantBody(grant.To, grant.On.ToString(), [.. grant.Privileges], grant.Role, grant.IsDenial, grant.GivenBy, grant.GivenAt, grant.Reason), AccessJson.Default.GrantBody));

    public static DocumentWrite Write(DatasetPolicy policy) => new(Policies, Key(policy.Number), 0,
        JsonSerializer.Serialize(new PolicyBody(policy.Dataset, policy.Rows?.ToString(), policy.Column, MaskOf(policy.Mask), [.. policy.For], [.. policy.Except], policy.SetBy, policy.SetAt, policy.MayBeAbsent), AccessJson.Default.PolicyBody));

    public static DocumentWrite Remove(AccessState state, string kind, int number) => new(kind, Key(number), state.RevisionOf(kind, Key(number)), null);

    private static ReadOnlyMemory<byte> Bytes(StoredDocument document, string base64)
    {
        byte[] bytes = new byte[64];
        return Convert.TryFromBase64String(base64, bytes, out int length) && length >= 32 ? bytes.AsMemory(0, length) : throw AccessErrors.Unreadable(document.Kind, document.Key, null);
    }

    private static Principal PrincipalOf(StoredDocument document)
    {
        PrincipalBody body = AccessJson.Read(document, AccessJson.Default.PrincipalBody);
        return new Principal(document.Key, body.Kind) { IsOwner = body.IsOwner, IsDisabled = body.IsDisabled, Members = [.. body.Members] };
    }

    private static AccessRole RoleOf(StoredDocument document) => new(document.Key, [.. AccessJson.Read(document, AccessJson.Default.RoleBody).Privileges]);

    private static AccessGrant GrantOf(StoredDocument document) => Checked(document, () =>
    {
        GrantBody body = AccessJson.Read(document, AccessJson.Default.GrantBody);
        return new AccessGrant(Number(document), body.To, Securable.Parse(body.On), [.. body.Privileges], body.Role, body.IsDenial, body.By, body.At, body.Reason);
    });

    private static DatasetPolicy PolicyOf(StoredDocument document) => Checked(document, () =>
    {
        PolicyBody body = AccessJson.Read(document, AccessJson.Default.PolicyBody);
        if (body.Rows is null == body.Mask is null || body.Column is null != body.Mask is null) throw new FormatException("it is neither a filter nor a mask");
        return new DatasetPolicy
        {
            Number = Number(document),
            Dataset = body.Dataset,
            Rows = body.Rows is null ? null : RowFilter.Parse(body.Rows),
            Column = body.Column,
            Mask = body.Mask is null ? null : MaskOf(body.Mask),
            For = [.. body.For],
            Except = [.. body.Except],
            SetBy = body.By,
            SetAt = body.At,
            MayBeAbsent = body.MayBeAbsent,
        };
    });

    private static int Number(StoredDocument document) => int.Parse(document.Key, NumberStyles.None, CultureInfo.InvariantCulture);

    private static T Checked<T>(StoredDocument document, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw AccessErrors.Unreadable(document.Kind, document.Key, e);
        }
    }

    private static MaskBody? MaskOf(ColumnMask? mask) => mask switch
    {
        null => null,
        PartialMask partial => new MaskBody("partial", partial.First, partial.Last, null, 0),
        ConstantMask constant => new MaskBody("constant", 0, 0, constant.Value, 0),
        RoundedMask rounded => new MaskBody("rounded", 0, 0, null, rounded.Step),
        _ => new MaskBody(mask is HashMask ? "hash" : "null", 0, 0, null, 0),
    };

    private static ColumnMask MaskOf(MaskBody body) => body switch
    {
        { Kind: "partial" } => ColumnMask.Partial(body.First, body.Last),
        { Kind: "constant", Value: string value } => ColumnMask.Constant(value),
        { Kind: "rounded" } => ColumnMask.Rounded(body.Step),
        { Kind: "hash" } => ColumnMask.Hash,
        { Kind: "null" } => ColumnMask.Null,
        _ => throw new FormatException($"there is no mask {ErrorText.Show(body.Kind)}"),
    };
}

using System.Security.Principal;

namespace Mlops.Sdk;

/// <summary>
/// Who opens a workspace. In a directory the name is a claim that the host makes: the SDK asks for no password, and whoever can start a program of their own can claim any name.
/// A host that serves people authenticates them first and gives the name that it found right.
/// </summary>
public sealed class PrincipalSource
{
    private readonly Func<CancellationToken, ValueTask<string?>> _authenticate;

    private PrincipalSource(Func<CancellationToken, ValueTask<string?>> authenticate) => _authenticate = authenticate;

    /// <summary>A principal by name.</summary>
    /// <param name="name">The name.</param>
    public static PrincipalSource Named(string name)
    {
        Names.Key(name);
        return new(_ => ValueTask.FromResult<string?>(name));
    }

    /// <summary>Whom the platform has authenticated.</summary>
    /// <param name="identity">The identity, whose name is that of the principal. One that is not authenticated is nobody.</param>
    public static PrincipalSource From(IIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return new(_ => ValueTask.FromResult(identity.IsAuthenticated ? identity.Name : null));
    }

    /// <summary>Whom the host authenticates, asked once when the workspace is opened.</summary>
    /// <param name="authenticate">Gives the name of the principal; null when nobody was authenticated.</param>
    public static PrincipalSource From(Func<CancellationToken, ValueTask<string?>> authenticate)
    {
        ArgumentNullException.ThrowIfNull(authenticate);
        return new(authenticate);
    }

    /// <summary>A principal by name.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator PrincipalSource(string name) => Named(name);

    /// <summary>The name, or null.</summary>
    internal ValueTask<string?> FindAsync(CancellationToken cancellationToken) => _authenticate(cancellationToken);
}

namespace Mlops.Sdk;

/// <summary>Whose signatures a host trusts, and what becomes of models that lack one. Verifying and loading are one call over the same bytes.</summary>
public sealed record SignatureCheck
{
    private SignatureCheck(SignaturePolicy policy, ValueList<TrustedKey> keys, ValueList<TrustedRoot> roots, Action<Finding>? observer) => (Policy, Keys, Roots, Observer) = (policy, keys, roots, observer);

    /// <summary>Signatures are not looked at.</summary>
    public static SignatureCheck Off { get; } = new(SignaturePolicy.Off, [], [], null);

    /// <summary>What becomes of a model whose signature is not good.</summary>
    public SignaturePolicy Policy { get; }

    /// <summary>The keys that are trusted.</summary>
    public ValueList<TrustedKey> Keys { get; }

    /// <summary>The roots whose certificates are trusted.</summary>
    public ValueList<TrustedRoot> Roots { get; private init; }

    internal Action<Finding>? Observer { get; }

    /// <summary>A model that no trusted key has signed is refused (MLO6050) before anything of it is read.</summary>
    /// <param name="keys">The keys that are trusted, at least one.</param>
    public static SignatureCheck Require(params ValueList<TrustedKey> keys) =>
        keys.Count > 0 ? new(SignaturePolicy.Require, keys, [], null) : throw new ArgumentException("No key is trusted, so that every model would be refused. Give at least one key.", nameof(keys));

    /// <summary>A model that nobody has signed for whom a trusted root vouches is refused (MLO6050) before anything of it is read.</summary>
    /// <param name="roots">The roots that are trusted, at least one.</param>
    public static SignatureCheck RequireCertificate(params ValueList<TrustedRoot> roots) =>
        roots.Count > 0 ? new(SignaturePolicy.Require, [], roots, null) : throw new ArgumentException("No root is trusted, so that every model would be refused. Give at least one root.", nameof(roots));

    /// <summary>The same check, which takes besides its keys those for whom a root vouches.</summary>
    /// <param name="roots">The roots that are trusted.</param>
    public SignatureCheck WithRoots(params ValueList<TrustedRoot> roots) => this with { Roots = roots };

    /// <summary>A model that no trusted key has signed is loaded, and the observer is given a finding that says why (SIGN001).</summary>
    /// <param name="observer">Who is told: a log, a counter. It may be called from any thread; what it throws fails the load.</param>
    /// <param name="keys">The keys that are trusted.</param>
    public static SignatureCheck Warn(Action<Finding> observer, params ValueList<TrustedKey> keys)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return new(SignaturePolicy.Warn, keys, [], observer);
    }

    /// <summary>Judges content that is about to be read.</summary>
    /// <param name="what">What is loaded, for a message.</param>
    /// <param name="name">The file name that must have been signed; null for any.</param>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="signature">The signature; null when there is none.</param>
    /// <param name="absent">Why there is none.</param>
    internal void Apply(string what, string? name, Stream content, string? signature, string absent) => Apply(what, signature is null ? absent : WhyNot(() => signature, statement => statement.RequireFile(name, content)));

    /// <summary>Judges a file that is about to be read, with its signature in another.</summary>
    internal void ApplyToFile(string path, Stream content, string signaturePath)
    {
        if (Policy == SignaturePolicy.Off) return;
        Apply(path, File.Exists(signaturePath) ? WhyNot(() => SignatureEnvelope.ReadFile(signaturePath), statement => statement.RequireFile(Path.GetFileName(path), content)) : $"there is no {signaturePath}");
    }

    /// <summary>Judges a folder that is about to be read.</summary>
    internal void ApplyToFolder(string folder, string signaturePath)
    {
        if (Policy == SignaturePolicy.Off) return;
        Apply(folder, File.Exists(signaturePath) ? WhyNot(() => SignatureEnvelope.ReadFile(signaturePath), statement => SignedFolder.Require(Path.GetFullPath(folder), Path.GetFullPath(signaturePath), statement)) : $"there is no {signaturePath}");
    }

    private void Apply(string what, string? why)
    {
        if (Policy == SignaturePolicy.Off) return;
        if (why is null) return;
        if (Policy == SignaturePolicy.Require) throw TrackingErrors.SignatureRefused(why);
        Observer!(new Finding("SIGN001", Severity.Warning, null, $"{what} is loaded although its signature is not good: {why}. Sign it (RegistrationOptions.SigningKey, ModelSigning.Sign), or require signatures so that it is refused."));
    }

    private string? WhyNot(Func<string> signature, Action<SignedStatement> require)
    {
        try
        {
            require(SignatureEnvelope.Read(signature()).Verify(Keys, Roots));
            return null;
        }
        catch (SignatureException e)
        {
            return e.Message;
        }
    }
}

using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>Whose signatures a host trusts, and what becomes of models that lack one. Verifying and loading are one call over the same bytes.</summary>
public sealed record SignatureCheck
{
    private SignatureCheck(SignaturePolicy policy, ValueList<TrustedKey> keys, Action<Finding>? observer) => (Policy, Keys, Observer) = (policy, keys, observer);

    /// <summary>Signatures are not looked at.</summary>
    public static SignatureCheck Off { get; } = new(SignaturePolicy.Off, [], null);

    /// <summary>What becomes of a model whose signature is not good.</summary>
    public SignaturePolicy Policy { get; }

    /// <summary>The keys that are trusted.</summary>
    public ValueList<TrustedKey> Keys { get; }

    internal Action<Finding>? Observer { get; }

    /// <summary>A model that no trusted key has signed is refused (MLO6050) before anything of it is read.</summary>
    /// <param name="keys">The keys that are trusted, at least one.</param>
    public static SignatureCheck Require(params ValueList<TrustedKey> keys) =>
        keys.Count > 0 ? new(SignaturePolicy.Require, keys, null) : throw new ArgumentException("No key is trusted, so that every model would be refused. Give at least one key.", nameof(keys));

    /// <summary>A model that no trusted key has signed is loaded, and the observer is given a finding that says why (SIGN001).</summary>
    /// <param name="observer">Who is told: a log, a counter. It may be called from any thread; what it throws fails the load.</param>
    /// <param name="keys">The keys that are trusted.</param>
    public static SignatureCheck Warn(Action<Finding> observer, params ValueList<TrustedKey> keys)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return new(SignaturePolicy.Warn, keys, observer);
    }

    /// <summary>Judges content that is about to be read.</summary>
    /// <param name="what">What is loaded, for a message.</param>
    /// <param name="name">The file name that must have been signed; null for any.</param>
    /// <param name="content">The content.</param>
    /// <param name="signature">The signature; null when there is none.</param>
    /// <param name="absent">Why there is none.</param>
    internal void Apply(string what, string? name, ReadOnlySpan<byte> content, string? signature, string absent)
    {
        if (Policy == SignaturePolicy.Off) return;
        string? why = signature is null ? absent : WhyNot(name, Convert.ToHexStringLower(SHA256.HashData(content)), signature);
        if (why is null) return;
        if (Policy == SignaturePolicy.Require) throw TrackingErrors.SignatureRefused(why);
        Observer!(new Finding("SIGN001", Severity.Warning, null, $"{what} is loaded although its signature is not good: {why}. Sign it (RegistrationOptions.SigningKey, ModelSigning.Sign), or require signatures so that it is refused."));
    }

    private string? WhyNot(string? name, string digest, string signature)
    {
        try
        {
            SignedStatement statement = SignatureEnvelope.Read(signature).Verify(Keys);
            statement.RequireFile(name, digest);
            return null;
        }
        catch (SignatureException e)
        {
            return e.Message;
        }
    }
}

using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>
/// Signs a bundle or a folder and verifies signatures in the format of OpenSSF Model Signing 1.0 with a key or a certificate: an in-toto statement with the SHA-256 of every file, or of its pieces, in a DSSE envelope, in a Sigstore bundle. ECDSA on P-256, P-384 or P-521.
/// Any tool of that format verifies what is signed here.
/// </summary>
/// <remarks>Hashes find damage, signatures find attackers: keep the private key where the registry's files are not.</remarks>
public static class ModelSigning
{
    /// <summary>Signs one file.</summary>
    /// <param name="name">The name of the file, without a folder: <c>income.mlops</c>.</param>
    /// <param name="content">Its content, read to its end.</param>
    /// <param name="key">The private key.</param>
    /// <param name="options">The certificate of the key, and pieces; null for neither.</param>
    /// <returns>The signature, which is kept beside the file as <c>NAME.sig</c>.</returns>
    /// <exception cref="ArgumentException">The name is none of a file, the first certificate is not that of the key or not for signing, or the content is empty and cut into pieces.</exception>
    public static string Sign(string name, Stream content, ECDsa key, SigningOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(key);
        if (!SignedStatement.IsFileName(name)) throw new ArgumentException($"\"{name}\" is no name of a file without a folder.", nameof(name));
        options = Checked(options);
        SignedFile file = SignedFile.Of(name, content, options.ShardSize);
        if (file.Digests.IsEmpty) throw new ArgumentException("An empty file has no pieces, so that nothing of it would be signed. Sign it as a whole (SigningOptions.ShardSize null).", nameof(content));
        return SignatureWriter.Write(new SignedStatement([file], [], options.ShardSize).Write(name), key, options);
    }

    /// <summary>Signs a folder as a whole: every file in it but <c>.git</c>, <c>.gitattributes</c>, <c>.github</c> and <c>.gitignore</c> at its top, and the file of the signature.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="key">The private key.</param>
    /// <param name="options">The certificate of the key, and pieces; null for neither.</param>
    /// <param name="signatureName">What the file of the signature will be called if it is kept at the top of the folder; null when it is kept elsewhere.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="ArgumentException">There is a link in the folder, or no file; or the first certificate is not that of the key or not for signing.</exception>
    public static string SignFolder(string folder, ECDsa key, SigningOptions? options = null, string? signatureName = "model.sig")
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(key);
        options = Checked(options);
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            return SignatureWriter.Write(SignedFolder.Of(root, signatureName, options.ShardSize).Write(Path.GetFileName(root)), key, options);
        }
        catch (SignatureException e)
        {
            throw new ArgumentException($"The folder {folder} cannot be signed: {e.Message}.", nameof(folder));
        }
    }

    /// <summary>Verifies a signature of one file.</summary>
    /// <param name="name">The name of the file; null for whatever name was signed.</param>
    /// <param name="content">Its content, read to its end.</param>
    /// <param name="signature">What <see cref="Sign"/> gave.</param>
    /// <param name="key">The public key that is trusted.</param>
    /// <exception cref="MlopsException">MLO6050: the signature is no signature, was made by another key, or is of another content; the message says which.</exception>
    public static void Verify(string? name, Stream content, string signature, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(key);
        Judge(() => SignatureEnvelope.Read(signature).Verify(key).RequireFile(name, content));
    }

    /// <summary>Loads a model from a file if its signature satisfies a check. The file is read once: what was verified is what is loaded, and nothing of it is read before.</summary>
    /// <param name="path">The bundle.</param>
    /// <param name="check">Whose signatures are trusted, and what becomes of models without one.</param>
    /// <param name="options">How the bundle is loaded; null for the defaults.</param>
    /// <param name="signaturePath">Where its signature is; null for <c>PATH.sig</c>.</param>
    /// <exception cref="MlopsException">MLO6050: signatures are required and this one is not there or not good.</exception>
    /// <exception cref="BundleFormatException">The file is no bundle, or it is damaged.</exception>
    public static FittedPipeline Load(string path, SignatureCheck check, BundleOptions? options = null, string? signaturePath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(check);
        if (check.Policy == SignaturePolicy.Off) return FittedPipeline.Load(path, options);
        byte[] bytes = File.ReadAllBytes(path);
        using var content = new MemoryStream(bytes, writable: false);
        check.ApplyToFile(path, content, signaturePath ?? path + ".sig");
        content.Position = 0;
        return FittedPipeline.Load(content, options);
    }

    /// <summary>Verifies a folder that was signed as a whole, by any tool of the format: every file must be what was signed, and no other may be there but those that the signature leaves out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signaturePath">The file of the signature, inside the folder or elsewhere.</param>
    /// <param name="keys">The keys that are trusted.</param>
    /// <exception cref="MlopsException">MLO6050: the signature is not there or not good, or files were changed, added or taken away; the message names them. Links are refused.</exception>
    public static void VerifyFolder(string folder, string signaturePath, params ValueList<TrustedKey> keys) =>
        VerifyFolder(folder, signaturePath, keys.Count > 0 ? SignatureCheck.Require(keys) : throw new ArgumentException("No key is trusted, so that every folder would be refused. Give at least one key.", nameof(keys)));

    /// <summary>Verifies a folder that was signed as a whole, by any tool of the format: every file must be what was signed, and no other may be there but those that the signature leaves out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signaturePath">The file of the signature, inside the folder or elsewhere.</param>
    /// <param name="check">Whose signatures are trusted, by key or by certificate, and what becomes of a folder without a good one.</param>
    /// <exception cref="MlopsException">MLO6050: signatures are required and this one is not there or not good, or files were changed, added or taken away; the message names them. Links are refused.</exception>
    public static void VerifyFolder(string folder, string signaturePath, SignatureCheck check)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(signaturePath);
        ArgumentNullException.ThrowIfNull(check);
        check.ApplyToFolder(folder, signaturePath);
    }

    private static SigningOptions Checked(SigningOptions? options)
    {
        options ??= new SigningOptions();
        if (options.ShardSize is long size) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(options));
        return options;
    }

    private static void Judge(Action work)
    {
        try
        {
            work();
        }
        catch (SignatureException e)
        {
            throw TrackingErrors.SignatureRefused(e.Message);
        }
    }
}

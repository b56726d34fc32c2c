namespace Mlops.Sdk;

/// <summary>How a model is signed beyond the key.</summary>
public sealed record SigningOptions
{
    /// <summary>The certificate of the key and those that vouch for it, as PEM, the signer's own first. The root is not needed: whoever verifies has it (<see cref="TrustedRoot"/>).</summary>
    /// <value>Null: the signature is by the key alone, which whoever verifies has to know.</value>
    public string? CertificateChainPem { get; init; }

    /// <summary>Into pieces of how many bytes files are cut, each with a hash of its own, as the format allows for large files.</summary>
    /// <value>Null: each file is hashed as a whole. The reference tool cuts at 1,000,000,000.</value>
    public long? ShardSize { get; init; }
}

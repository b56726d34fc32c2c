namespace Mlops.Sdk;

/// <summary>What becomes of a model whose signature is not good when it is loaded.</summary>
public enum SignaturePolicy
{
    /// <summary>Signatures are not looked at.</summary>
    Off = 0,

    /// <summary>It is loaded, and the host is told.</summary>
    Warn = 1,

    /// <summary>It is refused before anything of it is read.</summary>
    Require = 2,
}

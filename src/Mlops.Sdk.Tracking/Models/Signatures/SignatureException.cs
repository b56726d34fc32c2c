namespace Mlops.Sdk;

/// <summary>Why a signature is not good, in words that go into a sentence; it never leaves the package.</summary>
internal sealed class SignatureException(string why) : Exception(why);

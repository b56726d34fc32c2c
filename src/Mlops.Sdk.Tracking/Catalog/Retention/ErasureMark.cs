namespace Mlops.Sdk;

/// <summary>A document that changes with every erasure of content, so that who stores content at the same time sees that it may be gone.</summary>
internal static class ErasureMark
{
    public const string Kind = "catalog.erasure";
    public const string Key = "content";
}
